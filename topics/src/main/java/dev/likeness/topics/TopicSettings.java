package dev.likeness.topics;

import java.time.Duration;

/**
 * How topics are made where they do not exist yet.
 *
 * @param partitions of the enrollments and of every embeddings topic. Fixed for good: a key's
 *     partition follows from it.
 * @param replicas copies of each partition, 1 on a single broker
 * @param maxCompactionLag after this long at the latest a replaced or forgotten photo is eligible
 *     for physical removal from the log
 * @param tombstoneRetention how long a tombstone itself is kept after compaction; a reader that was
 *     away longer must start from nothing
 * @param flush whether the broker writes what must not be lost to its disk before it acknowledges
 *     it, where a topic has one copy; several copies on several machines do without
 * @param auditRetention how long it is kept who asked what
 */
public record TopicSettings(
    int partitions,
    short replicas,
    Duration maxCompactionLag,
    Duration tombstoneRetention,
    boolean flush,
    Duration auditRetention) {
  /** The largest photo on the topic, in bytes: 10 MiB. */
  public static final int MAX_PHOTO_BYTES = 10 * 1024 * 1024;

  /** The largest record batch: one such photo with its key, its headers and the framing. */
  public static final int MAX_MESSAGE_BYTES = MAX_PHOTO_BYTES + 64 * 1024;

  /**
   * Four partitions, one copy that is flushed, removal within a day, tombstones for thirty days.
   */
  public static final TopicSettings DEFAULT =
      new TopicSettings(
          4, (short) 1, Duration.ofDays(1), Duration.ofDays(30), true, Duration.ofDays(90));

  public TopicSettings {
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions is " + partitions + ", at least 1 is needed");
    }
    if (replicas < 1) {
      throw new IllegalArgumentException("replicas is " + replicas + ", at least 1 is needed");
    }
  }
}
