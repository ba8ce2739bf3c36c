package dev.likeness.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

final class LogStretchTest {
  private static final TopicPartition WHERE = new TopicPartition("photos", 3);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Test
  void shouldReadAStretchAndNothingAroundIt() {
    // Given
    List<Long> read = new ArrayList<>();

    // When
    LogStretch.read(
        holding(0, 1, 2, 5, 6, 7), WHERE, 1, 6, PATIENCE, record -> read.add(record.offset()));

    // Then
    assertThat(read).containsExactly(1L, 2L, 5L);
  }

  @Test
  void shouldStopWhenItsReaderHasEnough() {
    // Given
    List<Long> read = new ArrayList<>();

    // When
    LogStretch.read(
        holding(0, 1, 2),
        WHERE,
        0,
        3,
        PATIENCE,
        record -> {
          read.add(record.offset());
          return read.size() < 2;
        });

    // Then
    assertThat(read).containsExactly(0L, 1L);
  }

  @Test
  void shouldReadNothingOfAnEmptyStretch() {
    LogStretch.read(
        holding(4),
        WHERE,
        4,
        4,
        PATIENCE,
        record -> {
          throw new AssertionError("read " + record.offset());
        });
  }

  @Test
  void shouldTellWhereAPartitionBeginsAndEnds() {
    // Given
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    consumer.updateBeginningOffsets(Map.of(WHERE, 4L));
    consumer.updateEndOffsets(Map.of(WHERE, 9L));

    // When
    LogStretch.Bounds bounds = LogStretch.bounds(consumer, WHERE, PATIENCE);

    // Then
    assertThat(bounds).isEqualTo(new LogStretch.Bounds(4, 9));
    assertThat(consumer.assignment()).containsExactly(WHERE);
  }

  @Test
  void shouldGiveUpWhenNothingMoreComes() {
    assertThatThrownBy(() ->
            LogStretch.read(holding(0, 1), WHERE, 0, 9, Duration.ofMillis(30), record -> true))
        .isInstanceOf(TimeoutException.class)
        .hasMessageContaining("photos-3 was read to 2 of 9");
  }

  private static MockConsumer<byte[], byte[]> holding(long... offsets) {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    consumer.updateBeginningOffsets(Map.of(WHERE, 0L));
    consumer.schedulePollTask(() -> {
      for (long offset : offsets) {
        if (offset >= consumer.position(WHERE)) {
          consumer.addRecord(
              new ConsumerRecord<>(
                  WHERE.topic(), WHERE.partition(), offset, new byte[1], new byte[1]));
        }
      }
    });
    return consumer;
  }
}
