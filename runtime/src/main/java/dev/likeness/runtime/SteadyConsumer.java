package dev.likeness.runtime;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A consumer that goes on with its other partitions where one cannot be read: Kafka's own throws at
 * every poll, and whoever polls it stands still with everything it has. The partition is paused and
 * tried again once a minute, since a disk or another replica may have been put right; {@link
 * Unreadable} tells of it, or says where to go on.
 */
public class SteadyConsumer extends KafkaConsumer<byte[], byte[]> {
  private static final long AGAIN_NANOS = Duration.ofMinutes(1).toNanos();

  private final Unreadable unreadable;
  private final Set<TopicPartition> waiting = new HashSet<>();
  private long since;

  /**
   * @param unreadable is told of partitions that cannot be read
   */
  public SteadyConsumer(Map<String, Object> config, Unreadable unreadable) {
    super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.unreadable = unreadable;
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration patience) {
    if (!waiting.isEmpty() && System.nanoTime() - since > AGAIN_NANOS) {
      Set<TopicPartition> again = new HashSet<>(waiting);
      waiting.clear();
      again.retainAll(assignment());
      super.resume(again);
    }
    try {
      ConsumerRecords<byte[], byte[]> records = super.poll(patience);
      unreadable.areRead(records.partitions());
      return records;
    } catch (KafkaException e) {
      if (!Unreadable.isDamage(e) || !goOn()) {
        throw e;
      }
      return ConsumerRecords.empty();
    }
  }

  /** Whether it was a damaged record, and the other partitions can be read on. */
  private boolean goOn() {
    Map<TopicPartition, OptionalLong> found = unreadable.look(positions());
    found.forEach((where, next) -> {
      if (next.isPresent()) {
        seek(where, next.getAsLong());
      } else {
        super.pause(List.of(where));
        waiting.add(where);
        since = System.nanoTime();
      }
    });
    return !found.isEmpty();
  }

  private Map<TopicPartition, Long> positions() {
    Map<TopicPartition, Long> positions = new HashMap<>();
    Set<TopicPartition> read = new HashSet<>(assignment());
    read.removeAll(paused());
    for (TopicPartition where : read) {
      try {
        positions.put(where, position(where, Duration.ZERO));
      } catch (TimeoutException e) {
        // it has none yet, so nothing of it was read
      }
    }
    return positions;
  }

  /** What cannot be read stays paused, whoever wants it. */
  @Override
  public void resume(Collection<TopicPartition> partitions) {
    Set<TopicPartition> readable = new HashSet<>(partitions);
    readable.removeAll(waiting);
    super.resume(readable);
  }
}
