package dev.likeness.ingest.deadletters;

import dev.likeness.faces.FaceKey;
import dev.likeness.runtime.LogStretch;
import dev.likeness.topics.EnrollmentRecords;
import dev.likeness.topics.Partitions;
import dev.likeness.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * When faces were last enrolled or forgotten, as the enrollments say. Reads each partition that a
 * key belongs to from the time asked for to its end. Safe for all threads: each question has its
 * own consumer.
 */
final class LaterRecords implements Function<Map<FaceKey, Long>, Map<FaceKey, Long>> {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Supplier<Consumer<byte[], byte[]>> consumers;

  /**
   * @param consumers make consumers of no group, closed by this object
   */
  LaterRecords(Supplier<Consumer<byte[], byte[]>> consumers) {
    this.consumers = consumers;
  }

  /**
   * The time of the last record of each key.
   *
   * @param since the keys, and for each the time from which records count, in milliseconds
   * @return the keys that have such a record
   * @throws TimeoutException if the broker does not answer
   */
  @Override
  public Map<FaceKey, Long> apply(Map<FaceKey, Long> since) {
    if (since.isEmpty()) {
      return Map.of();
    }
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      int partitions = consumer.partitionsFor(Topics.ENROLLMENTS, PATIENCE).size();
      Map<TopicPartition, Long> from = new HashMap<>();
      since.forEach((key, time) ->
          from.merge(
              new TopicPartition(Topics.ENROLLMENTS, Partitions.of(key.toBytes(), partitions)),
              time,
              Math::min));
      Map<String, FaceKey> wanted =
          since.keySet().stream().collect(Collectors.toMap(FaceKey::toString, key -> key));
      Map<FaceKey, Long> last = new HashMap<>();
      read(
          consumer,
          from,
          record -> {
            FaceKey key = wanted.get(new String(record.key(), StandardCharsets.UTF_8));
            if (key != null
                && Arrays.equals(key.toBytes(), record.key())
                && record.timestamp() >= since.getOrDefault(key, Long.MAX_VALUE)
                && !EnrollmentRecords.removesStray(record.value(), record.headers())) {
              last.merge(key, record.timestamp(), Math::max);
            }
          });
      return last;
    }
  }

  private static void read(
      Consumer<byte[], byte[]> consumer,
      Map<TopicPartition, Long> from,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    consumer.assign(from.keySet());
    Map<TopicPartition, Long> ends = consumer.endOffsets(from.keySet(), PATIENCE);
    Map<TopicPartition, OffsetAndTimestamp> begins = consumer.offsetsForTimes(from, PATIENCE);
    begins.forEach((partition, begin) -> {
      if (begin != null) {
        LogStretch.read(
            consumer,
            partition,
            begin.offset(),
            ends.getOrDefault(partition, 0L),
            PATIENCE,
            record -> {
              reader.accept(record);
              return true;
            });
      }
    });
  }
}
