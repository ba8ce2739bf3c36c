package dev.likeness.topics;

import dev.likeness.faces.FaceKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records of {@link Topics#ENROLLMENTS} and {@link Topics#DEAD_LETTERS} that close a partition's
 * open segment. Kafka closes a segment only when another record comes, and removes nothing from one
 * that is open: what a partition received last would stay on the broker's disk for as long as
 * nothing follows it.
 *
 * <p>They are tombstones of a face that nobody has, so whoever reads the topic has nothing to do
 * for them. On the embeddings, where the worker sends them like all tombstones, they do the same.
 */
public final class ClosingRecords {
  /** The gallery of their keys; no photo belongs there. */
  public static final String GALLERY = "likeness.closing";

  /** Header with the offset that the record was meant to get. */
  static final String MEANT_FOR = "likeness-meant-for";

  private static final byte[] PREFIX = (GALLERY + "/").getBytes(StandardCharsets.UTF_8);

  private ClosingRecords() {}

  /**
   * Whether a record of any topic is one of them. It closes what stands before it, but not what a
   * producer has put into one batch with it.
   */
  public static boolean isOne(byte @Nullable [] key, byte @Nullable [] value) {
    return key != null
        && value == null
        && key.length > PREFIX.length
        && Arrays.equals(key, 0, PREFIX.length, PREFIX, 0, PREFIX.length);
  }

  /** The key they have on a partition: one that belongs there, as any other key does. */
  public static FaceKey key(int partition, int partitions) {
    String subject = "partition-" + partition;
    int face = 0;
    FaceKey key = new FaceKey(GALLERY, subject, Integer.toString(face));
    while (Partitions.of(key.toBytes(), partitions) != partition) {
      face++;
      key = new FaceKey(GALLERY, subject, Integer.toString(face));
    }
    return key;
  }

  /**
   * The record that closes a partition in which every record is older than its segments may become.
   *
   * @param topic of either
   * @param end the offset the partition's next record gets
   * @param now later by more than that age than every record of the partition
   */
  public static ProducerRecord<byte[], byte[]> at(
      String topic, int partition, int partitions, long end, Instant now) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topic,
            partition,
            now.toEpochMilli(),
            key(partition, partitions).toBytes(),
            null,
            List.of());
    HeaderText.put(record.headers(), MEANT_FOR, Long.toString(end));
    return record;
  }

  /**
   * Whether a record has closed everything before it. One that did not get the offset it was meant
   * for has not: what came in between may have begun a segment, which both are in.
   */
  public static boolean hasClosed(ConsumerRecord<byte[], byte[]> record, int partitions) {
    return record.value() == null
        && Arrays.equals(record.key(), key(record.partition(), partitions).toBytes())
        && Long.toString(record.offset()).equals(HeaderText.get(record.headers(), MEANT_FOR));
  }
}
