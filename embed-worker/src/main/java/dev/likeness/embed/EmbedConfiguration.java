package dev.likeness.embed;

import dev.likeness.embed.poison.PoisonConfiguration;
import dev.likeness.embed.poison.PoisonGuards;
import dev.likeness.runtime.Control;
import dev.likeness.runtime.EngineConfiguration;
import dev.likeness.runtime.Engines;
import dev.likeness.runtime.KafkaTopics;
import dev.likeness.runtime.LikenessProperties;
import dev.likeness.runtime.TopicsConfiguration;
import dev.likeness.runtime.Unreadable;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the worker. */
@Configuration(proxyBeanMethods = false)
@Import({EngineConfiguration.class, TopicsConfiguration.class, PoisonConfiguration.class})
public class EmbedConfiguration {
  @Bean
  WorkerOpener workerOpener(
      LikenessProperties properties,
      KafkaProperties kafka,
      KafkaTopics topics,
      Engines engines,
      PoisonGuards guards,
      MeterRegistry meters,
      Control control,
      Unreadable unreadable) {
    return new WorkerOpener(
        properties, kafka, topics, engines, guards, meters, control, unreadable);
  }

  @Bean
  ModelWorkers modelWorkers(KafkaTopics topics, Control control, Admin admin, WorkerOpener opener) {
    return new ModelWorkers(control, topics::models, new Handover(admin)::isReady, opener);
  }

  @Bean
  WorkerHealth workerHealthIndicator(WorkerOpener opener) {
    return new WorkerHealth(opener.progress());
  }
}
