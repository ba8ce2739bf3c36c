package dev.likeness.runtime;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

/** Where a process with an API says who asked what. */
@Configuration(proxyBeanMethods = false)
public class AuditConfiguration {
  private static final int WAITING_EVENTS = 10_000;

  @Bean
  @DependsOn("kafkaTopics")
  AuditLog auditLog(AccessProperties settings, KafkaProperties kafka) {
    return new AuditLog(
        () -> KafkaClients.writer(kafka),
        WAITING_EVENTS,
        settings.audit() == AccessProperties.Audit.REQUIRED);
  }

  @Bean
  MeterBinder auditMeters(AuditLog audit) {
    return meters ->
        FunctionCounter.builder("likeness.audit.lost", audit, AuditLog::lost)
            .description("requests that the audit topic knows nothing of")
            .register(meters);
  }
}
