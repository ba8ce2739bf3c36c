package dev.likeness.search.pipeline;

import dev.likeness.runtime.KafkaTopics;
import dev.likeness.search.generation.Generations;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the figures to the broker and the index. */
@Configuration(proxyBeanMethods = false)
@Import(PipelineController.class)
public class PipelineConfiguration {
  @Bean
  PipelineLook pipelineLook(Generations generations, Admin admin, KafkaTopics topics) {
    return new PipelineLook(generations, admin, topics::partitions);
  }

  @Bean
  PipelineEvents pipelineEvents(PipelineLook pipelineLook) {
    return new PipelineEvents(pipelineLook);
  }
}
