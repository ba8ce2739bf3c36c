package dev.likeness.search;

import dev.likeness.web.Code;
import dev.likeness.web.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.IntToLongFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads stretches of the enrollments topic by offset. One at a time: a consumer serves one thread.
 */
final class EnrollmentReader implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String topic;
  private final IntSupplier partitions;
  private final ReentrantLock turn = new ReentrantLock();

  /**
   * @param consumer of no group; closed by this object
   * @param partitions how many the topic has; asked by every reading
   */
  EnrollmentReader(KafkaConsumer<byte[], byte[]> consumer, String topic, IntSupplier partitions) {
    this.consumer = consumer;
    this.topic = topic;
    this.partitions = partitions;
  }

  /**
   * Hands over every record of the topic from where each partition is to start.
   *
   * @param start by partition, the first offset wanted
   * @throws Problem {@link Code#BROKER_UNAVAILABLE} if the broker does not answer
   */
  void readToTheEnds(IntToLongFunction start, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    ends()
        .forEach((partition, end) ->
            read(
                partition.partition(),
                start.applyAsLong(partition.partition()),
                end,
                record -> {
                  sink.accept(record);
                  return true;
                }));
  }

  private Map<TopicPartition, Long> ends() {
    turn.lock();
    try {
      return consumer.endOffsets(
          IntStream.range(0, partitions.getAsInt())
              .mapToObj(p -> new TopicPartition(topic, p))
              .toList(),
          PATIENCE);
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
