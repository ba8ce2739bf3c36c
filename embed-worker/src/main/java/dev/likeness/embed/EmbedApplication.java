package dev.likeness.embed;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The embed-worker as a process of its own. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(EmbedConfiguration.class)
public class EmbedApplication {
  /** Runs until the process is told to stop. */
  public static void main(String[] args) {
    System.setProperty("spring.config.name", "embed-worker");
    SpringApplication.run(EmbedApplication.class, args);
  }
}
