package dev.likeness.search.store;

import static dev.likeness.search.store.ReadPositions.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ReadPositionsTest {
  private final ReadPositions positions = new ReadPositions();

  @Test
  void shouldSayNothingOfWhatNobodyHasRead() {
    assertThat(positions.next(0, 7)).isEqualTo(7);
  }

  @Test
  void shouldComePastWhatNobodyCanReadOnceEverythingBeforeItIsApplied() {
    // When
    positions.polled(0, 9, 10, true);
    positions.polled(0, NONE, 14, false);

    // Then
    assertThat(positions.next(0, 9)).isEqualTo(9);
    assertThat(positions.next(0, 10)).isEqualTo(14);
    assertThat(positions.next(1, 10)).isEqualTo(10);
  }

  @Test
  void shouldComePastAGapWithTheRecordsBeforeIt() {
    // When
    positions.polled(0, 9, 14, true);

    // Then
    assertThat(positions.next(0, 5)).isEqualTo(5);
    assertThat(positions.next(0, 10)).isEqualTo(14);
  }

  @Test
  void shouldBelieveAPositionFromWhichAGroupGoesOnThoughNothingComes() {
    // When
    positions.polled(0, NONE, 14, true);

    // Then
    assertThat(positions.next(0, 10)).isEqualTo(14);
    assertThat(positions.next(0, 20)).isEqualTo(20);
  }

  @Test
  void shouldForgetWhatWasHandedOutBeforeAPartitionWentAndCameBack() {
    // Given
    positions.polled(0, 30, 31, true);

    // When
    positions.polled(0, NONE, 31, true);

    // Then
    assertThat(positions.next(0, 10)).isEqualTo(31);
  }

  @Test
  void shouldForgetWhatWasHandedOutBeforeAConsumerWentBack() {
    // Given
    positions.polled(0, 30, 31, true);

    // When
    positions.polled(0, NONE, 10, false);

    // Then
    assertThat(positions.next(0, 8)).isEqualTo(10);

    // When
    positions.polled(0, 12, 13, false);

    // Then
    assertThat(positions.next(0, 10)).isEqualTo(10);
  }
}
