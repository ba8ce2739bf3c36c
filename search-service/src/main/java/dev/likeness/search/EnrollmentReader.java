package dev.likeness.search;

import dev.likeness.web.Code;
import dev.likeness.web.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads stretches of the enrollments topic by offset. One at a time: a consumer serves one thread.
 */
final class EnrollmentReader implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final ReentrantLock turn = new ReentrantLock();

  /**
   * @param consumer of no group; closed by this object
   */
  EnrollmentReader(Consumer<byte[], byte[]> consumer, String topic) {
    this.consumer = consumer;
    this.topic = topic;
  }

  /** The end of every one of the partitions: the offset the next enrollment will get. */
  Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
    turn.lock();
    try {
      return consumer.endOffsets(partitions, PATIENCE);
    } catch (KafkaException e) {
      throw brokerAway();
    } finally {
      turn.unlock();
    }
  }

  /**
   * Hands over the records of a partition in order, until {@code end} or until {@code sink} has
   * enough.
   *
   * @param sink returns false when it has enough
   * @throws Problem {@link Code#BROKER_UNAVAILABLE} if the broker does not answer
   */
  void read(int partition, long start, long end, Predicate<ConsumerRecord<byte[], byte[]>> sink) {
    turn.lock();
    try {
      TopicPartition where = new TopicPartition(topic, partition);
      consumer.assign(List.of(where));
      consumer.seek(where, start);
      long givingUp = System.nanoTime() + PATIENCE.toNanos();
      while (consumer.position(where, PATIENCE) < end) {
        var records = consumer.poll(POLL).records(where);
        for (ConsumerRecord<byte[], byte[]> record : records) {
          if (record.offset() >= end || !sink.test(record)) {
            return;
          }
        }
        if (!records.isEmpty()) {
          givingUp = System.nanoTime() + PATIENCE.toNanos();
        } else if (System.nanoTime() > givingUp) {
          throw brokerAway();
        }
      }
    } catch (KafkaException e) {
      throw brokerAway();
    } finally {
      turn.unlock();
    }
  }

  private static Problem brokerAway() {
    return Problem.of(Code.BROKER_UNAVAILABLE, "the Kafka broker does not answer; try again");
  }

  @Override
  public void close() {
    consumer.close();
  }
}
