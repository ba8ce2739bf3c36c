package dev.likeness.standalone;

import dev.likeness.embed.EmbedConfiguration;
import dev.likeness.ingest.IngestConfiguration;
import dev.likeness.search.SearchConfiguration;
import org.springframework.aot.AotDetector;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.SpringProperties;
import org.springframework.util.ClassUtils;

/**
 * The three services in one context. The build works out beforehand what the context is made of,
 * which a start then need not; what that finds has to be the same wherever it runs.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({IngestConfiguration.class, EmbedConfiguration.class, SearchConfiguration.class})
class StandaloneApplication {
  private static final String WORKED_OUT =
      StandaloneApplication.class.getName() + "__ApplicationContextInitializer";

  /** Ready to run, with what the build has worked out if it has. */
  static SpringApplication prepared() {
    if (ClassUtils.isPresent(WORKED_OUT, StandaloneApplication.class.getClassLoader())) {
      SpringProperties.setFlag(AotDetector.AOT_ENABLED);
    }
    return plain();
  }

  private static SpringApplication plain() {
    System.setProperty("spring.config.name", "standalone");
    SpringApplication application = new SpringApplication(StandaloneApplication.class);
    application.setMainApplicationClass(StandaloneApplication.class);
    application.setBannerMode(Banner.Mode.OFF);
    application.setRegisterShutdownHook(false);
    application.setLogStartupInfo(false);
    return application;
  }

  /** For the build, which runs it until it knows the context and no further. */
  static void main() {
    plain().run();
  }
}
