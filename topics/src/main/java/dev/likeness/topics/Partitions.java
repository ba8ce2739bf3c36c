package dev.likeness.topics;

import org.apache.kafka.common.utils.Utils;

/**
 * Which partition a key belongs to: Kafka's default for keyed records, murmur2 over the key's bytes
 * (librdkafka calls it {@code murmur2_random}).
 */
public final class Partitions {
  private Partitions() {}

  /**
   * The partition of {@code key} in a topic of {@code partitions} partitions, in [0, partitions).
   */
  public static int of(byte[] key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }
}
