package dev.likeness.gateway;

import dev.likeness.web.Help;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The gateway as a process of its own. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(GatewayConfiguration.class)
public class GatewayApplication {
  /** Runs until the process is told to stop. */
  public static void main(String[] args) {
    if (Help.printed(
        System.out,
        "gateway",
        "Is the one address of a cluster: knows which service has which route, serves the console.",
        List.of(args))) {
      return;
    }
    System.setProperty("spring.config.name", "gateway");
    SpringApplication.run(GatewayApplication.class, args);
  }
}
