package dev.likeness.ingest;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The ingest service as a process of its own. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(IngestConfiguration.class)
public class IngestApplication {
  /** Runs until the process is told to stop. */
  public static void main(String[] args) {
    System.setProperty("spring.config.name", "ingest-service");
    SpringApplication.run(IngestApplication.class, args);
  }
}
