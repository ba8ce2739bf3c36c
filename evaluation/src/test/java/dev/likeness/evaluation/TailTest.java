package dev.likeness.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.ExponentialDistribution;
import org.apache.commons.statistics.distribution.ParetoDistribution;
import org.junit.jupiter.api.Test;

/** The fit against distributions of which the scale and the shape are known. */
final class TailTest {
  private static final double FROM = 0.4;
  private static final double FMR = 1e-3;
  private static final int SIZE = 5000;

  /** Scores at evenly spaced probabilities. */
  private static Tail fitted(DoubleUnaryOperator inverse) {
    float[] descending = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      descending[i] = (float) (FROM + inverse.applyAsDouble(1 - (i + 0.5) / SIZE));
    }
    double[] weights = new double[SIZE];
    Arrays.fill(weights, 1);
    return Tail.fit(descending, weights, FROM, FMR);
  }

  @Test
  void shouldFindAnExponentialTail() {
    // When
    Tail tail = fitted(ExponentialDistribution.of(0.05)::inverseCumulativeProbability);

    // Then
    assertThat(tail.scale()).isCloseTo(0.05, within(0.001));
    assertThat(tail.shape()).isCloseTo(0, within(0.02));
    assertThat(tail.fmrAt(FROM + 0.05)).isCloseTo(FMR / Math.E, within(2e-5));
  }

  @Test
  void shouldFindAHeavyTail() {
    // Given: a Pareto distribution of scale σ/ξ and shape 1/ξ, less its scale, is the generalised
    // one.
    double shape = 0.2;
    double scale = 0.04;
    ParetoDistribution pareto = ParetoDistribution.of(scale / shape, 1 / shape);

    // When
    Tail tail = fitted(p -> pareto.inverseCumulativeProbability(p) - scale / shape);

    // Then
    assertThat(tail.shape()).isCloseTo(shape, within(0.02));
    assertThat(tail.scale()).isCloseTo(scale, within(0.001));
    double beyond = 0.1;
    assertThat(tail.fmrAt(FROM + beyond))
        .isCloseTo(FMR * pareto.survivalProbability(scale / shape + beyond), within(3e-6));
  }

  @Test
  void shouldFindATailThatEnds() {
    // When: uniform exceedances have shape −1.
    Tail tail = fitted(p -> 0.1 * p);

    // Then
    assertThat(tail.shape()).isCloseTo(-1, within(0.02));
    assertThat(tail.scale()).isCloseTo(0.1, within(0.001));
    assertThat(tail.fmrAt(FROM + 0.2)).isZero();
  }

  @Test
  void shouldFitByTheMomentsOfHoskingAndWallis() {
    // Given: exceedances 1, 2, 4; α0 = 7/3; α1 = (1·2.35 + 2·1.35 + 4·0.35) / 9 = 6.45/9.
    float[] descending = {4, 2, 1};

    // When
    Tail tail = Tail.fit(descending, new double[] {1, 1, 1}, 0, FMR);

    // Then: k = α0/(α0 − 2α1) − 2 and α = 2α0α1/(α0 − 2α1).
    double mean = 7.0 / 3;
    double falling = 6.45 / 9;
    assertThat(tail.shape()).isCloseTo(2 - mean / (mean - 2 * falling), within(1e-9));
    assertThat(tail.scale()).isCloseTo(2 * mean * falling / (mean - 2 * falling), within(1e-9));
  }

  @Test
  void shouldInvertItself() {
    for (double shape : new double[] {-0.3, 0, 0.2}) {
      // Given
      Tail tail = new Tail(FROM, FMR, 0.03, shape, SIZE);

      // Then
      for (double rate : new double[] {1e-3, 1e-5, 1e-8}) {
        assertThat(tail.fmrAt(tail.forFmr(rate)) / rate).isCloseTo(1, within(1e-6));
      }
    }
  }

  @Test
  void shouldCountAWeightAsThatManyScores() {
    // When: two thousand scores, or half of them with twice the weight.
    float[] twice = new float[2000];
    float[] once = new float[1000];
    for (int i = 0; i < 1000; i++) {
      once[i] = (float) (FROM - 0.05 * Math.log((i + 0.5) / 1000));
      twice[2 * i] = once[i];
      twice[2 * i + 1] = once[i];
    }
    double[] ones = new double[2000];
    Arrays.fill(ones, 1);
    double[] twos = new double[1000];
    Arrays.fill(twos, 2);

    // Then
    Tail one = Tail.fit(twice, ones, FROM, FMR);
    Tail two = Tail.fit(once, twos, FROM, FMR);
    assertThat(two.shape()).isCloseTo(one.shape(), within(0.005));
    assertThat(two.scale()).isCloseTo(one.scale(), within(0.0005));
  }
}
