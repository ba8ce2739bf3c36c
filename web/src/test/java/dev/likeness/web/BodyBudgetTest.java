package dev.likeness.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class BodyBudgetTest {
  private static final long MIB = 1L << 20;

  @Test
  void shouldLetSmallBodiesInWhileLargeOnesTakeAllTheirs() {
    // Given
    BodyBudget budget = new BodyBudget(4 * MIB, 10 * MIB);
    try (BodyBudget.Share large = budget.open();
        BodyBudget.Share second = budget.open();
        BodyBudget.Share small = budget.open()) {
      // When
      assertThat(large.reserve(11 * MIB)).isTrue();

      // Then
      assertThat(second.reserve(2 * MIB)).isFalse();
      assertThat(small.reserve(MIB / 2)).isTrue();
      assertThat(small.grow(MIB / 2)).isTrue();
    }
  }

  @Test
  void shouldTakeWhatArrivesAndGiveItBack() {
    // Given
    BodyBudget budget = new BodyBudget(MIB, MIB);

    // When
    try (BodyBudget.Share one = budget.open();
        BodyBudget.Share other = budget.open()) {
      assertThat(one.grow(100)).isTrue();
      assertThat(one.grow(3 * MIB / 4)).isTrue();
      assertThat(other.grow(MIB / 2)).isFalse();
    }

    // Then
    try (BodyBudget.Share next = budget.open()) {
      assertThat(next.grow(MIB)).isTrue();
    }
  }
}
