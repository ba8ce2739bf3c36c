package dev.likeness.runtime;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Names partitions that an open transaction holds back: in the log, in health and as a metric. */
@Configuration(proxyBeanMethods = false)
class TransactionsConfiguration {
  @Bean
  OpenTransactions openTransactions(Admin admin, Control control, KafkaTopics topics) {
    return new OpenTransactions(admin, () -> control.state().models(), topics);
  }

  /** A partition that does not move is not UP. */
  @Bean
  HealthIndicator transactions(OpenTransactions transactions) {
    return () -> {
      List<HeldBack> held = transactions.held();
      return held.isEmpty()
          ? Health.up().build()
          : Health.outOfService()
              .withDetail("heldBack", held.stream().map(HeldBack::toString).toList())
              .build();
    };
  }

  /** What cannot be stored is not taken in: part of the readiness of whoever stores. */
  @Bean
  HealthIndicator broker(OpenTransactions transactions) {
    return () ->
        transactions.brokerAnswers()
            ? Health.up().build()
            : Health.outOfService()
                .withDetail("broker", "the Kafka broker does not answer")
                .build();
  }

  @Bean
  MeterBinder transactionMeters(OpenTransactions transactions) {
    return meters ->
        Gauge.builder("likeness.partitions.held.back", transactions, all -> all.held().size())
            .description("Partitions that an open transaction holds back")
            .register(meters);
  }
}
