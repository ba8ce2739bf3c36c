package dev.likeness.ingest;

import dev.likeness.web.Help;
import java.util.List;
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
    if (Help.printed(
        System.out,
        "ingest-service",
        "Takes photos in over HTTP and publishes them.",
        List.of(args))) {
      return;
    }
    System.setProperty("spring.config.name", "ingest-service");
    SpringApplication.run(IngestApplication.class, args);
  }
}
