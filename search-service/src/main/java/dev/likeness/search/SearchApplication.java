package dev.likeness.search;

import dev.likeness.web.Help;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The search service as a process of its own. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(SearchConfiguration.class)
public class SearchApplication {
  /** Runs until the process is told to stop. */
  public static void main(String[] args) {
    if (Help.printed(
        System.out, "search-service", "Keeps the index and answers over HTTP.", List.of(args))) {
      return;
    }
    System.setProperty("spring.config.name", "search-service");
    SpringApplication.run(SearchApplication.class, args);
  }
}
