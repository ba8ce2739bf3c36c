package dev.likeness.runtime;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The engines of a process: their sessions are shared by all threads. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LikenessProperties.class)
public class EngineConfiguration {
  @Bean
  Engines engines(LikenessProperties properties) {
    Engines engines = new Engines(properties.modelsDirectory());
    engines.prepare(properties.model());
    return engines;
  }
}
