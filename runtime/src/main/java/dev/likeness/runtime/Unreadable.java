package dev.likeness.runtime;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions that cannot be read on, because a record batch is damaged on the broker's disk,
 * and what is done about it: they wait, or what cannot be read is skipped. Safe for all threads.
 */
public final class Unreadable implements MeterBinder {
  private static final Logger log = LoggerFactory.getLogger(Unreadable.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Supplier<Consumer<byte[], byte[]>> readers;
  private final boolean skip;
  private final Map<TopicPartition, Long> places = new ConcurrentHashMap<>();
  private final AtomicLong skipped = new AtomicLong();

  /**
   * @param readers of no group, each closed after one question
   * @param skip whether to go on behind what cannot be read
   */
  public Unreadable(Supplier<Consumer<byte[], byte[]>> readers, boolean skip) {
    this.readers = readers;
    this.skip = skip;
  }

  /** Whether an exception of a consumer is what a damaged record makes it throw. */
  static boolean isDamage(KafkaException e) {
    return e.getClass() == KafkaException.class
        || e instanceof CorruptRecordException
        || e instanceof RecordTooLargeException;
  }

  /** The partitions that wait, each with the offset that cannot be read. */
  public Map<TopicPartition, Long> places() {
    return Map.copyOf(places);
  }

  /** Those of a topic. */
  public Set<Integer> partitions(String topic) {
    return places.keySet().stream()
        .filter(where -> where.topic().equals(topic))
        .map(TopicPartition::partition)
        .collect(Collectors.toSet());
  }

  /** What to tell people, a sentence a partition. */
  public List<String> sentences() {
    return places.entrySet().stream()
        .map(e -> sentence(e.getKey(), e.getValue()))
        .sorted()
        .toList();
  }

  private static String sentence(TopicPartition where, long offset) {
    return where
        + " cannot be read at offset "
        + offset
        + ": the record there is damaged on the broker's disk; see docs/operations.md for how to go"
        + " on from a good copy, or start with --skip-unreadable";
  }

  /**
   * Finds which of some partitions cannot be read where they stand.
   *
   * @param positions the offset to be read next of each
   * @return by unreadable partition where to go on; empty if it has to wait
   */
  Map<TopicPartition, OptionalLong> look(Map<TopicPartition, Long> positions) {
    try (Consumer<byte[], byte[]> reader = readers.get()) {
      reader.assign(positions.keySet());
      Map<TopicPartition, Long> ends = reader.endOffsets(positions.keySet(), PATIENCE);
      return positions.entrySet().stream()
          .map(at -> Map.entry(at, Objects.requireNonNull(ends.get(at.getKey()))))
          .filter(at -> at.getKey().getValue() < at.getValue())
          .filter(at -> !isReadable(reader, at.getKey().getKey(), at.getKey().getValue()))
          .collect(
              Collectors.toMap(
                  at -> at.getKey().getKey(),
                  at ->
                      found(reader, at.getKey().getKey(), at.getKey().getValue(), at.getValue())));
    }
  }

  private OptionalLong found(
      Consumer<byte[], byte[]> reader, TopicPartition where, long offset, long end) {
    if (!skip) {
      if (!Objects.equals(places.put(where, offset), offset)) {
        log.error("{}", sentence(where, offset));
      }
      return OptionalLong.empty();
    }
    long next = nextReadable(reader, where, offset, end);
    skipped.addAndGet(next - offset);
    log.error(
        "skipped offsets {} to {} of {}, which cannot be read: what was enrolled or forgotten there"
            + " has to be sent again",
        offset,
        next - 1,
        where);
    return OptionalLong.of(next);
  }

  /** Further and further away until something can be read, then back to where that begins. */
  private static long nextReadable(
      Consumer<byte[], byte[]> reader, TopicPartition where, long damaged, long end) {
    long bad = damaged;
    long good = end;
    for (long step = 1; bad + step < end; step *= 2) {
      if (isReadable(reader, where, bad + step)) {
        good = bad + step;
        break;
      }
      bad += step;
    }
    while (good - bad > 1) {
      long middle = bad + (good - bad) / 2;
      if (isReadable(reader, where, middle)) {
        good = middle;
      } else {
        bad = middle;
      }
    }
    return good;
  }

  private static boolean isReadable(
      Consumer<byte[], byte[]> reader, TopicPartition where, long offset) {
    reader.assign(List.of(where));
    reader.seek(where, offset);
    try {
      long givingUp = System.nanoTime() + PATIENCE.toNanos();
      while (reader.position(where, PATIENCE) <= offset && System.nanoTime() < givingUp) {
        if (!reader.poll(PATIENCE.dividedBy(10)).isEmpty()) {
          return true;
        }
      }
      return true;
    } catch (KafkaException e) {
      if (isDamage(e)) {
        return false;
      }
      throw e;
    }
  }

  /** Partitions are read again. */
  void areRead(Collection<TopicPartition> read) {
    if (!places.isEmpty()) {
      read.forEach(where ->
          Optional.ofNullable(places.remove(where))
              .ifPresent(_ -> log.info("{} can be read again", where)));
    }
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    Gauge.builder("likeness.partitions.unreadable", places, Map::size)
        .description("Partitions that wait because a record is damaged")
        .register(meters);
    FunctionCounter.builder("likeness.unreadable.skipped", skipped, AtomicLong::get)
        .description("Offsets that were skipped because they could not be read")
        .register(meters);
  }
}
