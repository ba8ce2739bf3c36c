package dev.likeness.search.health;

import dev.likeness.search.generation.Generations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the health and the figures of the index. */
@Configuration(proxyBeanMethods = false)
public class HealthConfiguration {
  @Bean
  IndexHealth index(Generations generations) {
    return new IndexHealth(generations);
  }

  @Bean
  IndexMeters indexMeters(Generations generations) {
    return new IndexMeters(generations);
  }
}
