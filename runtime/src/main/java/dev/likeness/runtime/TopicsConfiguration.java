package dev.likeness.runtime;

import dev.likeness.topics.TopicCatalog;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Import;

/**
 * Makes sure of the topics before anything reads or writes them, waiting for the broker. No bean
 * waits for the broker before it starts, so a context can be made while there is none yet.
 */
@Configuration(proxyBeanMethods = false)
@Import({TransactionsConfiguration.class, AccessConfiguration.class})
@EnableConfigurationProperties({KafkaProperties.class, LikenessProperties.class})
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
  KafkaTopics kafkaTopics(
      Admin admin,
      LikenessProperties properties,
      KafkaProperties kafka,
      ApplicationEventPublisher events) {
    return new KafkaTopics(
        new TopicCatalog(properties.topics().settings()),
        admin,
        new BrokerPatience(
            properties.brokerPatience(),
            String.join(",", kafka.getBootstrapServers()),
            events::publishEvent),
        properties.model());
  }

  @Bean
  Unreadable unreadable(KafkaProperties kafka, LikenessProperties properties) {
    return new Unreadable(() -> KafkaClients.reader(kafka, "none"), properties.skipUnreadable());
  }

  /** A partition that does not move is not UP. */
  @Bean
  HealthIndicator log(Unreadable unreadable) {
    return () -> {
      List<String> sentences = unreadable.sentences();
      return sentences.isEmpty()
          ? Health.up().build()
          : Health.outOfService().withDetail("unreadable", sentences).build();
    };
  }

  @Bean
  @DependsOn("kafkaTopics")
  Control control(LikenessProperties properties, KafkaProperties kafka) {
    return new Control(
        KafkaClients.reader(kafka, "earliest"), KafkaClients.writer(kafka), properties.model());
  }
}
