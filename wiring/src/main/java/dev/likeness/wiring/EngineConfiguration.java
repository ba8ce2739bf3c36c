package dev.likeness.wiring;

import dev.likeness.vision.EngineSettings;
import dev.likeness.vision.FaceEngine;
import dev.likeness.vision.ModelBundle;
import java.nio.file.Path;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one engine of a process: its sessions are shared by all threads. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LikenessProperties.class)
public class EngineConfiguration {
  @Bean
  ModelBundle modelBundle(LikenessProperties properties) {
    Path directory = properties.modelsDirectory();
    return directory == null
        ? ModelBundle.onClasspath(properties.model())
        : ModelBundle.inDirectory(directory.resolve(properties.model()));
  }

  @Bean
  FaceEngine faceEngine(ModelBundle bundle) {
    return FaceEngine.open(bundle, EngineSettings.defaults());
  }
}
