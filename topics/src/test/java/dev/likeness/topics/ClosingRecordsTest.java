package dev.likeness.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.faces.FaceKey;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClosingRecordsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final int PARTITIONS = 4;

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 12, 1000})
  void shouldHaveAKeyThatBelongsOnEachPartition(int partitions) {
    for (int partition = 0; partition < partitions; partition++) {
      // When
      FaceKey key = ClosingRecords.key(partition, partitions);

      // Then
      assertThat(Partitions.of(key.toBytes(), partitions)).isEqualTo(partition);
      assertThat(FaceKey.fromBytes(key.toBytes())).isEqualTo(key);
    }
  }

  @Test
  void shouldBeATombstoneOfThePartitionAndOfItsTime() {
    // When
    ProducerRecord<byte[], byte[]> record =
        ClosingRecords.at(Topics.ENROLLMENTS, 3, PARTITIONS, 17, NOW);

    // Then
    assertThat(record.topic()).isEqualTo(Topics.ENROLLMENTS);
    assertThat(record.partition()).isEqualTo(3);
    assertThat(record.timestamp()).isEqualTo(NOW.toEpochMilli());
    assertThat(record.value()).isNull();
  }

  @Test
  void shouldHaveClosedOnlyWhereItWasMeantToStand() {
    // Given
    ProducerRecord<byte[], byte[]> record =
        ClosingRecords.at(Topics.ENROLLMENTS, 3, PARTITIONS, 17, NOW);

    // Then
    assertThat(ClosingRecords.hasClosed(stored(record, 17, null), PARTITIONS)).isTrue();
    assertThat(ClosingRecords.hasClosed(stored(record, 18, null), PARTITIONS)).isFalse();
  }

  @Test
  void shouldBeKnownOnAnyTopicByItsKeyAndThatItIsATombstone() {
    // Given
    byte[] key = ClosingRecords.key(3, PARTITIONS).toBytes();

    // Then
    assertThat(ClosingRecords.isOne(key, null)).isTrue();
    assertThat(ClosingRecords.isOne(key, new byte[1])).isFalse();
    assertThat(ClosingRecords.isOne(FaceKey.parse("default/ada/1").toBytes(), null)).isFalse();
    assertThat(ClosingRecords.isOne(null, null)).isFalse();
  }

  @Test
  void shouldTakeNothingElseForOne() {
    // Given
    ProducerRecord<byte[], byte[]> closing =
        ClosingRecords.at(Topics.ENROLLMENTS, 3, PARTITIONS, 17, NOW);
    ProducerRecord<byte[], byte[]> forgotten =
        new ProducerRecord<>(
            Topics.ENROLLMENTS,
            3,
            FaceKey.parse("default/ada/1").toBytes(),
            null,
            closing.headers());
    ProducerRecord<byte[], byte[]> bare =
        new ProducerRecord<>(Topics.ENROLLMENTS, 3, closing.key(), null);

    // Then
    assertThat(ClosingRecords.hasClosed(stored(closing, 17, new byte[] {1}), PARTITIONS)).isFalse();
    assertThat(ClosingRecords.hasClosed(stored(forgotten, 17, null), PARTITIONS)).isFalse();
    assertThat(ClosingRecords.hasClosed(stored(bare, 17, null), PARTITIONS)).isFalse();
  }

  private static ConsumerRecord<byte[], byte[]> stored(
      ProducerRecord<byte[], byte[]> record, long offset, byte @Nullable [] value) {
    return new ConsumerRecord<>(
        record.topic(),
        record.partition(),
        offset,
        NOW.toEpochMilli(),
        TimestampType.CREATE_TIME,
        record.key().length,
        -1,
        record.key(),
        value,
        record.headers(),
        Optional.empty());
  }
}
