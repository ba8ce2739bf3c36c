package dev.likeness.ingest.access;

import dev.likeness.runtime.KafkaClients;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** Makes, lists and revokes keys, and reads the audit. */
@Configuration(proxyBeanMethods = false)
@Import({KeysController.class, AuditController.class})
public class AccessRoutesConfiguration {
  @Bean
  AuditReader auditReader(KafkaProperties kafka, JsonMapper json) {
    return new AuditReader(() -> KafkaClients.reader(kafka, "earliest"), json);
  }
}
