package dev.likeness.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.likeness.faces.Thresholds;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MeasuredTest {
  @Test
  void shouldFindStatedRatesAgainOnOtherPeople() {
    // Given
    Thresholds thresholds =
        new Evaluator(1, 50, _ -> {})
            .evaluate(Faces.crowd(300, 2, 0.5, 67), Map.of(), Map.of())
            .thresholds();

    // When
    Measured others = Measured.of(Faces.crowd(300, 2, 0.5, 71), 1);

    // Then
    assertThat(others.fmr(thresholds.forFmr(0.01)).value()).isCloseTo(0.01, within(0.003));
    assertThat(others.fmr(thresholds.forFmr(0.001)).value()).isCloseTo(0.001, within(0.0005));
    assertThat(others.fpir(thresholds.forFpir(0.1, 50), 50).value()).isCloseTo(0.1, within(0.04));
    assertThat(others.fnmr(-1).value()).isZero();
    assertThat(others.fnmr(-1).high()).isCloseTo(0.01, within(1e-12));
    assertThat(others.fnmr(1.1).value()).isEqualTo(1);
  }
}
