package dev.likeness.embed;

import dev.likeness.web.Help;
import dev.likeness.web.WebConfiguration;
import dev.likeness.web.access.WebAccessConfiguration;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The embed-worker as a process of its own. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({EmbedConfiguration.class, WebConfiguration.class, WebAccessConfiguration.class})
public class EmbedApplication {
  /** Runs until the process is told to stop. */
  public static void main(String[] args) {
    if (Help.printed(
        System.out,
        "embed-worker",
        "Embeds the faces of published photos; HTTP has its health alone.",
        List.of(args))) {
      return;
    }
    System.setProperty("spring.config.name", "embed-worker");
    SpringApplication.run(EmbedApplication.class, args);
  }
}
