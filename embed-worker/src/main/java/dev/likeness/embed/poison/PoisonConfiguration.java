package dev.likeness.embed.poison;

import dev.likeness.topics.WorkerDeath;
import dev.likeness.wiring.KafkaClients;
import dev.likeness.wiring.LikenessProperties;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Learns what this process's predecessors died of before anything is embedded: whoever was handed a
 * guard knows every death that was published before.
 */
@Configuration(proxyBeanMethods = false)
public class PoisonConfiguration {
  private static final Logger log = LoggerFactory.getLogger(PoisonConfiguration.class);
  private static final String JOURNALS = "in-hand";
  private static final Duration TRIAL_LIMIT = Duration.ofSeconds(60);

  /** Some commit intervals of the topology. */
  private static final Duration SETTLING = Duration.ofSeconds(5);

  @Bean
  PoisonGuards poisonGuards(LikenessProperties properties, KafkaProperties kafka) {
    Path directory = properties.stateDirectory().resolve(JOURNALS);
    Path models = properties.modelsDirectory();
    Journal journal = Journal.open(directory);
    return new PoisonGuards(
        journal,
        () -> suspects(directory, journal, properties, kafka),
        new Trial(model -> TrialCommand.of(model, models), TRIAL_LIMIT));
  }

  /** Publishes what this process's predecessors died of, and reads what is known. */
  private static Suspects suspects(
      Path directory, Journal journal, LikenessProperties properties, KafkaProperties kafka) {
    try (DeadWorkers dead = DeadWorkers.in(directory, journal)) {
      List<WorkerDeath> deaths = dead.deaths();
      deaths.forEach(
          death -> log.warn("a worker died with {} in hand ({})", death.suspect(), death.worker()));
      Suspects suspects =
          Suspects.open(
              KafkaClients.reader(kafka, "earliest"),
              KafkaClients.writer(kafka),
              SETTLING,
              properties.brokerPatience(),
              deaths);
      dead.forget();
      return suspects;
    }
  }
}
