package dev.likeness.search.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.faces.FaceKey;
import dev.likeness.search.log.EnrollmentLog;
import dev.likeness.topics.ClosingRecords;
import dev.likeness.topics.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
final class SegmentCloserTest {
  private static final String THREAD = "segment-closer";
  private static final int PARTITIONS = 4;
  private static final Duration LAG = Duration.ofDays(1);
  private static final Duration MOMENT = Duration.ofMillis(1);

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final Log log = new Log();
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private final SegmentCloser closer =
      new SegmentCloser(
          Topics.ENROLLMENTS,
          () -> Set.of(1, 2),
          log,
          producer,
          () -> PARTITIONS,
          LAG,
          new MovingClock());

  @Test
  void shouldCloseAPartitionOnceItHasBeenQuietForALag() {
    // Given
    log.append(1, "default/ada/1");
    now = now.plus(LAG);

    // When
    closer.look();

    // Then
    assertThat(producer.history()).isEmpty();

    // When
    now = now.plus(MOMENT);
    closer.look();

    // Then
    assertThat(producer.history())
        .singleElement()
        .satisfies(record -> {
          assertThat(record.topic()).isEqualTo(Topics.ENROLLMENTS);
          assertThat(record.partition()).isEqualTo(1);
          assertThat(record.key()).isEqualTo(ClosingRecords.key(1, PARTITIONS).toBytes());
          assertThat(record.value()).isNull();
          assertThat(record.timestamp()).isEqualTo(now.toEpochMilli());
        });
  }

  @Test
  void shouldLeaveAloneWhatItHasClosedUntilSomethingMoreComes() {
    // Given
    log.append(1, "default/ada/1");

    // When
    lookAfterAnotherLag();
    lookAfterAnotherLag();
    lookAfterAnotherLag();

    // Then
    assertThat(log.ends()).containsExactly(Map.entry(1, 2L));

    // When
    log.append(1, "default/ada/2");
    lookAfterAnotherLag();
    lookAfterAnotherLag();

    // Then
    assertThat(log.ends()).containsExactly(Map.entry(1, 4L));
  }

  @Test
  void shouldCloseOnceMoreWhereSomethingCameInBetween() {
    // Given
    log.append(1, "default/ada/1");
    now = now.plus(LAG).plus(MOMENT);

    // When
    closer.look();
    log.append(1, "default/ada/2");
    log.take(producer);
    lookAfterAnotherLag();
    lookAfterAnotherLag();

    // Then
    assertThat(log.ends()).containsExactly(Map.entry(1, 4L));
  }

  @Test
  void shouldLeaveAloneEmptyPartitionsAndThoseOfOtherInstances() {
    // Given
    log.append(0, "default/ada/1");

    // When
    lookAfterAnotherLag();

    // Then
    assertThat(log.ends()).containsExactly(Map.entry(0, 1L));
  }

  @Test
  void shouldTellOnceThatTheBrokerIsAwayAndGoOnWhenItIsBack(CapturedOutput output) {
    // Given
    log.append(1, "default/ada/1");
    closer.start();

    // When
    log.away = true;
    lookAfterAnotherLag();
    lookAfterAnotherLag();
    log.away = false;
    producer.sendException = new KafkaException("away");
    lookAfterAnotherLag();
    producer.sendException = null;
    lookAfterAnotherLag();
    closer.stop();

    // Then
    assertThat(log.ends()).containsExactly(Map.entry(1, 2L));
    assertThat(output.toString()).containsOnlyOnce("it is tried again").doesNotContain("\tat ");
  }

  @Test
  void shouldLeaveNoThreadBehind() {
    // Given
    closer.start();
    assertThat(threads()).contains(THREAD);

    // When
    closer.stop();

    // Then
    assertThat(closer.isRunning()).isFalse();
    // A pool has terminated when its last thread is about to end, which is a moment before it has.
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(threads()).doesNotContain(THREAD));
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
  }

  private void lookAfterAnotherLag() {
    now = now.plus(LAG).plus(MOMENT);
    closer.look();
    log.take(producer);
  }

  private final class MovingClock extends Clock {
    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  /** The enrollments topic in memory. */
  private final class Log implements EnrollmentLog {
    private final Map<Integer, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
    private boolean away;

    void append(int partition, String key) {
      append(
          new ProducerRecord<>(
              Topics.ENROLLMENTS,
              partition,
              now.toEpochMilli(),
              FaceKey.parse(key).toBytes(),
              new byte[1]));
    }

    private void append(ProducerRecord<byte[], byte[]> record) {
      var partition = records.computeIfAbsent(record.partition(), _ -> new ArrayList<>());
      partition.add(
          new ConsumerRecord<>(
              record.topic(),
              record.partition(),
              partition.size(),
              record.timestamp(),
              TimestampType.CREATE_TIME,
              0,
              0,
              record.key(),
              record.value(),
              record.headers(),
              Optional.empty()));
    }

    void take(MockProducer<byte[], byte[]> sent) {
      sent.history().forEach(this::append);
      sent.clear();
    }

    Map<Integer, Long> ends() {
      Map<Integer, Long> ends = new HashMap<>();
      records.forEach((partition, all) -> ends.put(partition, (long) all.size()));
      return ends;
    }

    @Override
    public Map<Integer, Long> quietSince(Instant since, Set<Integer> partitions) {
      if (away) {
        throw new KafkaException("away");
      }
      Map<Integer, Long> quiet = ends();
      quiet.keySet().retainAll(partitions);
      quiet
          .keySet()
          .removeIf(partition ->
              records.getOrDefault(partition, List.of()).stream()
                  .anyMatch(record -> record.timestamp() >= since.toEpochMilli()));
      return quiet;
    }

    @Override
    public void read(
        int partition, long start, long end, Predicate<ConsumerRecord<byte[], byte[]>> sink) {
      var _ =
          records.getOrDefault(partition, List.of()).stream()
              .filter(record -> record.offset() >= start && record.offset() < end)
              .allMatch(sink);
    }
  }
}
