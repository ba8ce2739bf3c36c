package dev.likeness.ingest.deadletters;

import dev.likeness.topics.DeadLetters;
import dev.likeness.topics.Topics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** The reading end of the dead letters. Safe for all threads: each reading has its own consumer. */
final class DeadLetterReader {
  private static final TopicPartition TOPIC = new TopicPartition(Topics.DEAD_LETTERS, 0);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Supplier<Consumer<byte[], byte[]>> consumers;

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
      List<TopicPartition> topic = List.of(TOPIC);
      long first = consumer.beginningOffsets(topic, PATIENCE).getOrDefault(TOPIC, 0L);
      long end = consumer.endOffsets(topic, PATIENCE).getOrDefault(TOPIC, 0L);
      consumer.assign(topic);
      consumer.seek(TOPIC, first);
      return new Reading(consumer, end);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  /** One reading, oldest first. For one thread. */
  static final class Reading implements AutoCloseable {
    private final Consumer<byte[], byte[]> consumer;
    private final long end;
    private final Deque<ConsumerRecord<byte[], byte[]>> fetched = new ArrayDeque<>();

    private Reading(Consumer<byte[], byte[]> consumer, long end) {
      this.consumer = consumer;
      this.end = end;
    }

    /**
     * The first dead letter at {@code offset} or after it; empty if there is none. Offsets must not
     * go back.
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
          if (!DeadLetters.isTakenBack(record.value(), record.headers())) {
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
