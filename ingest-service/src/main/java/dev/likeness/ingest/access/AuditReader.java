package dev.likeness.ingest.access;

import dev.likeness.runtime.LogStretch;
import dev.likeness.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads the audit from its topic. Safe for all threads. */
final class AuditReader {
  private static final TopicPartition PLACE = new TopicPartition(Topics.AUDIT, 0);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final JsonMapper json;

  /**
   * @param consumers opens one of no group
   */
  AuditReader(Supplier<Consumer<byte[], byte[]>> consumers, JsonMapper json) {
    this.consumers = consumers;
    this.json = json;
  }

  /**
   * Events in the order they were written, each with its {@code offset}.
   *
   * @param from the first offset that is looked at
   * @param since the earliest time; null for any
   * @param most how many; at least one
   * @throws org.apache.kafka.common.errors.TimeoutException if the broker does not answer
   */
  List<JsonNode> read(long from, @Nullable Instant since, int most, Predicate<JsonNode> wanted) {
    List<JsonNode> events = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      LogStretch.Bounds bounds = LogStretch.bounds(consumer, PLACE, PATIENCE);
      LogStretch.read(
          consumer,
          PLACE,
          Math.max(start(consumer, since, bounds), from),
          bounds.end(),
          PATIENCE,
          record -> {
            JsonNode event = event(record);
            if (event != null && wanted.test(event)) {
              events.add(event);
            }
            return events.size() < most;
          });
    }
    return events;
  }

  private static long start(
      Consumer<byte[], byte[]> consumer, @Nullable Instant since, LogStretch.Bounds bounds) {
    if (since == null) {
      return bounds.first();
    }
    OffsetAndTimestamp at =
        consumer.offsetsForTimes(Map.of(PLACE, since.toEpochMilli()), PATIENCE).get(PLACE);
    return at == null ? bounds.end() : Math.max(bounds.first(), at.offset());
  }

  private @Nullable JsonNode event(ConsumerRecord<byte[], byte[]> record) {
    byte @Nullable [] value = record.value();
    try {
      return value != null && json.readTree(value) instanceof ObjectNode event
          ? event.put("offset", record.offset())
          : null;
    } catch (JacksonException e) {
      return null;
    }
  }
}
