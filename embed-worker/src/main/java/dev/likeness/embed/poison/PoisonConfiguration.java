package dev.likeness.embed.poison;

import dev.likeness.runtime.LikenessProperties;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Learns what this process's predecessors died of before anything is embedded. */
@Configuration(proxyBeanMethods = false)
public class PoisonConfiguration {
  private static final String JOURNALS = "in-hand";
  private static final Duration TRIAL_LIMIT = Duration.ofSeconds(60);

  @Bean
  PoisonGuards poisonGuards(LikenessProperties properties) {
    Path directory = properties.stateDirectory().resolve(JOURNALS);
    Path models = properties.modelsDirectory();
    Journal journal = Journal.open(directory);
    return new PoisonGuards(
        journal,
        DeadWorkers.in(directory, journal),
        new Trial(model -> TrialCommand.of(model, models), TRIAL_LIMIT));
  }
}
