package dev.likeness.wiring;

import dev.likeness.topics.TopicSettings;
import dev.likeness.vision.ModelBundle;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings every service understands, under {@code likeness}.
 *
 * @param model the id of the model a Likeness begins with; later the control topic says which one
 *     answers
 * @param modelsDirectory a directory of model bundles, looked through before the classpath
 * @param stateDirectory where Streams and the index keep what can be replayed
 * @param threads how many faces are worked on at once; 0 for one a core
 * @param brokerPatience how long a starting service waits for the broker before it gives up
 * @param topics how missing topics are made
 */
@ConfigurationProperties("likeness")
public record LikenessProperties(
    @DefaultValue(ModelBundle.DEFAULT) String model,
    @Nullable Path modelsDirectory,
    @DefaultValue("./data/state") Path stateDirectory,
    @DefaultValue("0") int threads,
    @DefaultValue("2m") Duration brokerPatience,
    @DefaultValue Topics topics) {

  /**
   * How missing topics are made, under {@code likeness.topics}.
   *
   * @param partitions of the enrollments topic; counts only when the topic is made
   * @param replicas copies of each partition
   * @param maxCompactionLag when a replaced or forgotten photo may be removed physically; has to be
   *     what the topics have, where others made them
   * @param tombstoneRetention how long tombstones are kept
   */
  public record Topics(
      @DefaultValue("4") int partitions,
      @DefaultValue("1") short replicas,
      @DefaultValue("1d") Duration maxCompactionLag,
      @DefaultValue("30d") Duration tombstoneRetention) {

    TopicSettings settings() {
      return new TopicSettings(partitions, replicas, maxCompactionLag, tombstoneRetention);
    }
  }

  public LikenessProperties {
    if (threads < 0) {
      throw new IllegalArgumentException(
          "likeness.threads is " + threads + ", expected 0 (one a core) or more");
    }
  }

  /** How many faces are worked on at once, at least 1. */
  public int parallelism() {
    return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
  }
}
