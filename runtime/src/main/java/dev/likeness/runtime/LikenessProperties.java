package dev.likeness.runtime;

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
 * @param model The model of a new installation. Later the control topic says which one answers.
 * @param modelsDirectory Directory of added models. They are used before the models of the release.
 * @param stateDirectory Directory of the index and of other state that can be rebuilt from the
 *     topics.
 * @param threads How many faces are processed at once; 0 for one a core.
 * @param brokerPatience How long a starting service waits for the broker before it gives up.
 * @param skipUnreadable Whether to skip records that are damaged on the broker's disk; otherwise
 *     their partitions wait.
 * @param topics how missing topics are made
 */
@ConfigurationProperties("likeness")
public record LikenessProperties(
    @DefaultValue(ModelBundle.DEFAULT) String model,
    @Nullable Path modelsDirectory,
    @DefaultValue("./data/state") Path stateDirectory,
    @DefaultValue("0") int threads,
    @DefaultValue("2m") Duration brokerPatience,
    @DefaultValue("false") boolean skipUnreadable,
    @DefaultValue Topics topics) {

  /**
   * How missing topics are made, under {@code likeness.topics}.
   *
   * @param partitions Partitions of the enrollments topic. Used only when the topic is created.
   * @param replicas Replicas of each partition. Used only when a topic is created.
   * @param maxCompactionLag How long a replaced or forgotten photo may stay before compaction
   *     removes it. Must be what existing topics have.
   * @param tombstoneRetention How long tombstones are kept.
   * @param flush Whether the broker writes enrollments, dead letters and control records to disk
   *     before it acknowledges them, where a topic has one replica. Applies to existing topics too.
   * @param auditRetention How long it is kept who asked what.
   */
  public record Topics(
      @DefaultValue("4") int partitions,
      @DefaultValue("1") short replicas,
      @DefaultValue("1d") Duration maxCompactionLag,
      @DefaultValue("30d") Duration tombstoneRetention,
      @DefaultValue("true") boolean flush,
      @DefaultValue("90d") Duration auditRetention) {

    TopicSettings settings() {
      return new TopicSettings(
          partitions, replicas, maxCompactionLag, tombstoneRetention, flush, auditRetention);
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
