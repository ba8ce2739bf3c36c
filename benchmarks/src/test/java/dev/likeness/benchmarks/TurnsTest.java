package dev.likeness.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TurnsTest {
  @Test
  void shouldLetEachGoFirstInEveryOtherTurn() throws Exception {
    // Given
    List<String> order = new ArrayList<>();

    // When
    Turns.of(
        3,
        () -> {
          order.add("measured");
          return 1;
        },
        () -> {
          order.add("limit");
          return 1;
        });

    // Then
    assertThat(order)
        .containsExactly("limit", "measured", "measured", "limit", "limit", "measured");
  }

  @Test
  void shouldHoldEachTurnAgainstItsOwnLimit() throws Exception {
    // Given
    Iterator<Double> measured = List.of(9.0, 40.0, 5.0).iterator();
    Iterator<Double> limits = List.of(10.0, 50.0, 10.0).iterator();

    // When
    Turns turns = Turns.of(3, measured::next, limits::next);

    // Then
    assertThat(turns.ratio()).isEqualTo(0.8);
    assertThat(turns.lowestRatio()).isEqualTo(0.5);
    assertThat(turns.highestRatio()).isEqualTo(0.9);
    assertThat(turns.measured()).isEqualTo(9);
    assertThat(turns.limit()).isEqualTo(10);
  }
}
