package dev.likeness.runtime;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

/** The keys of a process. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessProperties.class)
class AccessConfiguration {
  @Bean
  @DependsOn("kafkaTopics")
  Access access(
      LikenessProperties properties,
      AccessProperties settings,
      KafkaProperties kafka,
      ObjectProvider<KafkaUsers> users) {
    return new Access(
        KafkaClients.reader(kafka, "earliest"),
        () -> KafkaClients.writer(kafka),
        new KeysFile(properties.stateDirectory().resolve("access").resolve("keys")),
        settings.initialKeyFile(),
        users.getIfAvailable(() -> KafkaUsers.NONE));
  }
}
