package dev.likeness.faces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.likeness.faces.Thresholds.Threshold;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ThresholdsTest {
  private final Thresholds thresholds =
      new Thresholds(
          List.of(new Threshold(0.001, 0.6f), new Threshold(0.1, 0.2f), new Threshold(0.01, 0.4f)));

  @Test
  void shouldGiveMeasuredPointsExactly() {
    assertThat(thresholds.forFmr(0.01)).isEqualTo(0.4f);
    assertThat(thresholds.fmrAt(0.4f)).isEqualTo(0.01);
  }

  @Test
  void shouldInterpolateOverTheLogarithmOfTheRate() {
    // Given
    double halfway = Math.sqrt(0.01 * 0.001);

    // Then
    assertThat(thresholds.forFmr(halfway)).isCloseTo(0.5f, within(1e-6f));
    assertThat(thresholds.fmrAt(0.5f)).isCloseTo(halfway, within(1e-6));
  }

  @Test
  void shouldHoldTheNearestMeasuredPointBeyondTheRange() {
    assertThat(thresholds.forFmr(1e-9)).isEqualTo(0.6f);
    assertThat(thresholds.forFmr(1)).isEqualTo(0.2f);
    assertThat(thresholds.fmrAt(0.99f)).isEqualTo(0.001);
    assertThat(thresholds.fmrAt(-1)).isEqualTo(0.1);
  }

  @Test
  void shouldRefuseRatesThatAreNone() {
    assertThatThrownBy(() -> thresholds.forFmr(0))
        .hasMessage("fmr is 0.0, expected above 0 and at most 1");
    assertThatThrownBy(() -> new Threshold(0.1, 1.5f))
        .hasMessage("similarity is 1.5, expected -1 to 1");
    assertThatThrownBy(() -> new Thresholds(List.of())).hasMessageContaining("at least one");
  }
}
