package dev.likeness.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class SupportTest {
  @Test
  void shouldStateNoRateBelowThreeOverThePairsOfPeople() {
    // Given
    Support support = new Support(1001, 2_000_000);

    // Then: 1001 · 1000 / 2 = 500,500 pairs.
    assertThat(support.personPairs()).isEqualTo(500_500);
    assertThat(support.leastFmr()).isCloseTo(5.994e-6, within(1e-9));
    assertThat(support.states(6e-6)).isTrue();
    assertThat(support.states(5e-6)).isFalse();
    assertThat(support.leastFmrByPhotoPairs()).isCloseTo(1.5e-6, within(1e-12));
    assertThat(support.leastFmrByDisjointPeople()).isCloseTo(0.006, within(1e-12));
  }
}
