package dev.likeness.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** A stretch of one partition, read by a consumer of no group. */
public final class LogStretch {
  private static final Duration POLL = Duration.ofMillis(200);

  private LogStretch() {}

  /**
   * Where a partition begins and ends.
   *
   * @param first the first offset that is there
   * @param end the offset after the last
   */
  public record Bounds(long first, long end) {}

  /**
   * The bounds of a partition now.
   *
   * @param consumer assigned to {@code where} alone when this returns
   * @param patience how long one question to the broker may take
   * @throws TimeoutException if the broker does not answer in time
   * @throws KafkaException if the partition cannot be read
   */
  public static Bounds bounds(
      Consumer<byte[], byte[]> consumer, TopicPartition where, Duration patience) {
    List<TopicPartition> one = List.of(where);
    consumer.assign(one); // Kafka's client warns of ends of partitions it has not
    long first = Objects.requireNonNull(consumer.beginningOffsets(one, patience).get(where));
    long end = Objects.requireNonNull(consumer.endOffsets(one, patience).get(where));
    return new Bounds(first, end);
  }

  /**
   * Hands over the records of a stretch in order, until its end or until {@code sink} has enough.
   * Offsets that compaction or a transaction's marker left empty are passed over.
   *
   * @param consumer assigned to {@code where} alone when this returns
   * @param start the first offset
   * @param end the offset after the last
   * @param patience how long nothing may come, and how long one question to the broker may take
   * @param sink returns false when it has enough
   * @throws TimeoutException if the broker does not answer in time
   * @throws KafkaException if the partition cannot be read
   */
  public static void read(
      Consumer<byte[], byte[]> consumer,
      TopicPartition where,
      long start,
      long end,
      Duration patience,
      Predicate<ConsumerRecord<byte[], byte[]>> sink) {
    consumer.assign(List.of(where));
    consumer.seek(where, start);
    long position = start;
    long givingUp = System.nanoTime() + patience.toNanos();
    while (position < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(where)) {
        if (record.offset() >= end || !sink.test(record)) {
          return;
        }
      }
      long next = consumer.position(where, patience);
      if (next > position) {
        position = next;
        givingUp = System.nanoTime() + patience.toNanos();
      } else if (System.nanoTime() - givingUp > 0) {
        throw new TimeoutException(
            "%s was read to %d of %d, and nothing more came within %s"
                .formatted(where, position, end, patience));
      }
    }
  }
}
