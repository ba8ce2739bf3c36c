package dev.likeness.search.reindex;

import dev.likeness.runtime.KafkaTopics;
import dev.likeness.search.generation.Generations;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires reindexing to the generations. */
@Configuration(proxyBeanMethods = false)
@Import({ReindexController.class, ModelsController.class})
public class ReindexConfiguration {
  @Bean
  ReindexProgress reindexProgress(Generations generations, Admin admin, KafkaTopics topics) {
    return new ReindexProgress(generations, admin, topics::partitions);
  }
}
