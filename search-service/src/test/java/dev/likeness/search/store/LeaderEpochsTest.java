package dev.likeness.search.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

final class LeaderEpochsTest {
  private final LeaderEpochs epochs = new LeaderEpochs();

  @Test
  void shouldSayByWhichLeaderARecordWasWritten() {
    // When
    read(0, 3, 10, 11, 12);
    read(0, 5, 13, 14);
    read(1, 9, 0);

    // Then
    assertThat(epochs.at(0, 9)).isEmpty();
    assertThat(epochs.at(0, 12)).contains(3);
    assertThat(epochs.at(0, 13)).contains(5);
    assertThat(epochs.at(1, 0)).contains(9);
    assertThat(epochs.at(2, 0)).isEmpty();
  }

  @Test
  void shouldForgetWhoWroteWhatWasCutOff() {
    // Given
    read(0, 3, 10, 11);
    read(0, 5, 12, 13);

    // When
    read(0, 6, 11);

    // Then
    assertThat(epochs.at(0, 10)).contains(3);
    assertThat(epochs.at(0, 13)).contains(6);
  }

  private void read(int partition, int epoch, long... offsets) {
    for (long offset : offsets) {
      epochs.read(
          new ConsumerRecord<>(
              "topic",
              partition,
              offset,
              0,
              TimestampType.CREATE_TIME,
              0,
              0,
              "key",
              "value",
              new RecordHeaders(),
              Optional.of(epoch)));
    }
  }
}
