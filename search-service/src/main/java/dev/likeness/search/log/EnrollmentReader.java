package dev.likeness.search.log;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Source;
import dev.likeness.runtime.LogStretch;
import dev.likeness.search.generation.Enrollments;
import dev.likeness.web.Code;
import dev.likeness.web.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.IntToLongFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads stretches of the enrollments topic by offset. One at a time: a consumer serves one thread.
 */
public final class EnrollmentReader implements EnrollmentLog, Enrollments, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String topic;
  private final IntSupplier partitions;
  private final ReentrantLock turn = new ReentrantLock();

  /**
   * @param consumer of no group; closed by this object
   * @param partitions how many the topic has; asked by every reading
   */
  public EnrollmentReader(
      KafkaConsumer<byte[], byte[]> consumer, String topic, IntSupplier partitions) {
    this.consumer = consumer;
    this.topic = topic;
    this.partitions = partitions;
  }

  /**
   * Hands over every record of the topic from where each partition is to start.
   *
   * @param start by partition, the first offset wanted
   * @return by partition, the end that was read to
   * @throws Problem {@link Code#BROKER_UNAVAILABLE} if the broker does not answer
   */
  public Map<Integer, Long> readToTheEnds(
      IntToLongFunction start, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    Map<Integer, Long> ends = new HashMap<>();
    ends(IntStream.range(0, partitions.getAsInt()))
        .forEach((partition, end) -> {
          read(
              partition.partition(),
              start.applyAsLong(partition.partition()),
              end,
              record -> {
                sink.accept(record);
                return true;
              });
          ends.put(partition.partition(), end);
        });
    return ends;
  }

  /**
   * {@inheritDoc}
   *
   * @throws Problem {@link Code#BROKER_UNAVAILABLE} if the broker does not answer
   */
  @Override
  public Map<Integer, Long> quietSince(Instant since, Set<Integer> asked) {
    Map<Integer, Long> quiet = new HashMap<>();
    ends(asked.stream().mapToInt(Integer::intValue))
        .forEach((partition, end) -> {
          if (end > 0) {
            quiet.put(partition.partition(), end);
          }
        });
    quiet.keySet().removeAll(reachedSince(since, quiet.keySet()));
    return quiet;
  }

  /** How many partitions the topic has. */
  public int partitions() {
    return partitions.getAsInt();
  }

  /**
   * Where a partition ends.
   *
   * @throws Problem {@link Code#BROKER_UNAVAILABLE} if the broker does not answer
   */
  public long end(int partition) {
    return ends(IntStream.of(partition)).values().iterator().next();
  }

  private Set<Integer> reachedSince(Instant since, Set<Integer> asked) {
    turn.lock();
    try {
      Map<TopicPartition, Long> times = new HashMap<>();
      asked.forEach(p -> times.put(new TopicPartition(topic, p), since.toEpochMilli()));
      return consumer.offsetsForTimes(times, PATIENCE).entrySet().stream()
          .filter(found -> found.getValue() != null)
          .map(found -> found.getKey().partition())
          .collect(Collectors.toSet());
    } catch (KafkaException e) {
      throw brokerAway();
    } finally {
      turn.unlock();
    }
  }

  private Map<TopicPartition, Long> ends(IntStream asked) {
    turn.lock();
    try {
      List<TopicPartition> all = asked.mapToObj(p -> new TopicPartition(topic, p)).toList();
      consumer.assign(all); // Kafka's client warns of ends of partitions it has not
      return consumer.endOffsets(all, PATIENCE);
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
  @Override
  public void read(
      int partition, long start, long end, Predicate<ConsumerRecord<byte[], byte[]>> sink) {
    turn.lock();
    try {
      LogStretch.read(consumer, new TopicPartition(topic, partition), start, end, PATIENCE, sink);
    } catch (KafkaException e) {
      throw brokerAway();
    } finally {
      turn.unlock();
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws Problem {@link Code#BROKER_UNAVAILABLE} if the broker does not answer
   */
  @Override
  public long first(int partition, long start, long end) {
    AtomicLong first = new AtomicLong(end);
    read(
        partition,
        start,
        end,
        record -> {
          first.set(record.offset());
          return false;
        });
    return first.get();
  }

  /**
   * The photo of a face that was published at {@code source}; empty if compaction has removed it
   * since.
   *
   * @throws Problem {@link Code#BROKER_UNAVAILABLE} if the broker does not answer
   */
  public Optional<byte[]> photo(FaceKey key, Source source) {
    AtomicReference<byte[]> photo = new AtomicReference<>();
    read(
        source.partition(),
        source.offset(),
        source.offset() + 1,
        record -> {
          if (record.value() != null && Arrays.equals(record.key(), key.toBytes())) {
            photo.set(record.value());
          }
          return false;
        });
    return Optional.ofNullable(photo.get());
  }

  private static Problem brokerAway() {
    return Problem.of(Code.BROKER_UNAVAILABLE, "the Kafka broker does not answer; try again");
  }

  @Override
  public void close() {
    consumer.close();
  }
}
