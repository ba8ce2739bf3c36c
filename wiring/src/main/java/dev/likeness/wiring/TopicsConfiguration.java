package dev.likeness.wiring;

import dev.likeness.topics.TopicCatalog;
import dev.likeness.topics.Topics;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes sure of the topics before anything reads or writes them, waiting for the broker. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LikenessProperties.class)
public class TopicsConfiguration {
  private static final Logger log = LoggerFactory.getLogger(TopicsConfiguration.class);
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
    TopicCatalog catalog = new TopicCatalog(properties.model(), properties.topics().settings());
    Instant givingUp = Instant.now().plus(properties.brokerPatience());
    while (true) {
      try {
        int partitions = catalog.ensure(admin);
        return new KafkaTopics(
            Topics.ENROLLMENTS, Topics.embeddings(properties.model()), partitions);
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof RetriableException) || Instant.now().isAfter(givingUp)) {
          throw e;
        }
        log.info("waiting for the Kafka broker at {}", kafka.getBootstrapServers());
      }
    }
  }
}
