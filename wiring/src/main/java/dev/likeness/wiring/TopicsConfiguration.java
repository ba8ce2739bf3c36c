package dev.likeness.wiring;

import dev.likeness.topics.TopicCatalog;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes sure of the topics before anything reads or writes them, waiting for the broker. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LikenessProperties.class)
public class TopicsConfiguration {
  private static final int ATTEMPT_MS = 5_000;

  @Bean
  Admin kafkaAdminClient(KafkaProperties kafka) {
    Map<String, Object> config = kafka.buildAdminProperties();
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ATTEMPT_MS);
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ATTEMPT_MS);
    return Admin.create(config);
  }

  @Bean
  KafkaTopics kafkaTopics(Admin admin, LikenessProperties properties, KafkaProperties kafka)
      throws ExecutionException, InterruptedException {
    return KafkaTopics.ensure(
        new TopicCatalog(properties.topics().settings()),
        admin,
        new BrokerPatience(
            properties.brokerPatience(), String.join(",", kafka.getBootstrapServers())));
  }

  @Bean
  Control control(LikenessProperties properties, KafkaProperties kafka, KafkaTopics topics)
      throws ExecutionException, InterruptedException {
    topics.ensureEmbeddings(properties.model());
    Map<String, Object> reading = kafka.buildConsumerProperties();
    reading.remove(ConsumerConfig.GROUP_ID_CONFIG);
    reading.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    reading.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    Map<String, Object> writing = kafka.buildProducerProperties();
    writing.put(ProducerConfig.ACKS_CONFIG, "all");
    return new Control(
        new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
        new KafkaProducer<>(writing, new ByteArraySerializer(), new ByteArraySerializer()),
        properties.model());
  }
}
