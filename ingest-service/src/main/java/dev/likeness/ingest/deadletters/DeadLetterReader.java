package dev.likeness.ingest.deadletters;

import dev.likeness.runtime.LogStretch;
import dev.likeness.topics.DeadLetters;
import dev.likeness.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The reading end of the dead letters. Safe for all threads: each reading has its own consumer. */
final class DeadLetterReader {
  private static final TopicPartition TOPIC = new TopicPartition(Topics.DEAD_LETTERS, 0);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final ReentrantLock reading = new ReentrantLock();

  /**
   * By key, where a letter was last taken back: the letter itself stays in front of it until the
   * topic is compacted. What was read once is remembered, because letters are as large as photos.
   */
  private final Map<String, Long> takenBack = new HashMap<>();

  /** Up to where it is known what was taken back. */
  private long known;

  /**
   * @param consumers make consumers of no group, closed by this object
   */
  DeadLetterReader(Supplier<Consumer<byte[], byte[]>> consumers) {
    this.consumers = consumers;
  }

  /**
   * Begins to read the dead letters that are there now.
   *
   * @throws TimeoutException if the broker does not answer, as every method of the answer does
   */
  Reading open() {
    Consumer<byte[], byte[]> consumer = consumers.get();
    try {
      return open(consumer);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  private Reading open(Consumer<byte[], byte[]> consumer) {
    reading.lock();
    try {
      LogStretch.Bounds bounds = LogStretch.bounds(consumer, TOPIC, PATIENCE);
      long first = bounds.first();
      long end = bounds.end();
      if (end < known) { // another topic of that name
        known = 0;
        takenBack.clear();
      }
      takenBack.values().removeIf(offset -> offset < first);
      LogStretch.read(
          consumer,
          TOPIC,
          Math.max(first, known),
          end,
          PATIENCE,
          record -> {
            if (DeadLetters.isTakenBack(record.value(), record.headers())) {
              takenBack.put(key(record), record.offset());
            }
            return true;
          });
      known = end;
      consumer.seek(TOPIC, first);
      return new Reading(consumer, end, Map.copyOf(takenBack));
    } finally {
      reading.unlock();
    }
  }

  private static String key(ConsumerRecord<byte[], byte[]> record) {
    byte @Nullable [] key = record.key();
    return key == null ? "" : new String(key, StandardCharsets.UTF_8);
  }

  /** One reading, oldest first. For one thread. */
  static final class Reading implements AutoCloseable {
    private final Consumer<byte[], byte[]> consumer;
    private final long end;
    private final Map<String, Long> takenBack;
    private final Deque<ConsumerRecord<byte[], byte[]>> fetched = new ArrayDeque<>();

    private Reading(Consumer<byte[], byte[]> consumer, long end, Map<String, Long> takenBack) {
      this.consumer = consumer;
      this.end = end;
      this.takenBack = takenBack;
    }

    /**
     * The first dead letter at {@code offset} or after it that was not taken back; empty if there
     * is none. Offsets must not go back.
     */
    Optional<ConsumerRecord<byte[], byte[]>> from(long offset) {
      while (!fetched.isEmpty() && fetched.peek().offset() < offset) {
        fetched.remove();
      }
      if (fetched.isEmpty()) {
        fetch(offset);
      }
      return Optional.ofNullable(fetched.peek()).filter(letter -> letter.offset() < end);
    }

    private void fetch(long offset) {
      if (offset >= end) {
        return;
      }
      if (consumer.position(TOPIC, PATIENCE) < offset) {
        consumer.seek(TOPIC, offset);
      }
      long givingUp = System.nanoTime() + PATIENCE.toNanos();
      while (fetched.isEmpty() && consumer.position(TOPIC, PATIENCE) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(TOPIC)) {
          givingUp = System.nanoTime() + PATIENCE.toNanos();
          if (record.offset() > takenBack.getOrDefault(key(record), -1L)) {
            fetched.add(record);
          }
        }
        if (fetched.isEmpty() && System.nanoTime() > givingUp) {
          throw new TimeoutException("the broker does not answer");
        }
      }
    }

    @Override
    public void close() {
      consumer.close();
    }
  }
}
