package dev.likeness.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BootstrapTest {
  @Test
  void shouldDrawAsManyPeopleAsThereAre() {
    // Given
    Bootstrap bootstrap = new Bootstrap(50, 200, 3);

    // When
    double[][] samples =
        bootstrap.samples(
            2,
            (weights, figures) -> {
              figures[0] = Arrays.stream(weights).sum();
              figures[1] = weights[0];
            });

    // Then: each is drawn once on average.
    assertThat(samples[0]).containsOnly(50);
    assertThat(Arrays.stream(samples[1]).average().orElseThrow()).isCloseTo(1, within(0.3));
    assertThat(new Bootstrap(50, 200, 3).weights(7)).isEqualTo(bootstrap.weights(7));
    assertThat(new Bootstrap(50, 200, 4).weights(7)).isNotEqualTo(bootstrap.weights(7));
  }

  @Test
  void shouldHaveTheWidthOfIndependentTrials() {
    // Given: 400 people, of whom a quarter err. The normal interval is ±1.96·√(pq/n) = ±0.0424.
    Bootstrap bootstrap = new Bootstrap(400, 2000, 1);

    // When
    double[][] samples =
        bootstrap.samples(
            1, (weights, figures) -> figures[0] = Arrays.stream(weights, 0, 100).sum() / 400.0);
    Estimate estimate = Bootstrap.estimate(0.25, samples[0]);

    // Then
    assertThat(estimate.low()).isCloseTo(0.25 - 0.0424, within(0.006));
    assertThat(estimate.high()).isCloseTo(0.25 + 0.0424, within(0.006));
  }

  @Test
  void shouldWeighAsABuiltSampleWouldCount() {
    // Given
    List<LabelledFace> crowd = Faces.crowd(30, 2, 0.6, 11);
    ScoreMatrix matrix = ScoreMatrix.of(crowd);
    ImpostorScores impostor = ImpostorScores.of(matrix);
    int[] weights = new Bootstrap(30, 1, 5).weights(0);
    double threshold = impostor.threshold(0.05);

    // When: the sample is built, each copy of a person a new name but no impostor to itself.
    List<LabelledFace> built = new ArrayList<>();
    for (LabelledFace face : crowd) {
      int person = Integer.parseInt(face.person().substring("person-".length()));
      for (int copy = 0; copy < weights[person]; copy++) {
        built.add(face);
      }
    }
    long all = 0;
    long matches = 0;
    for (int a = 0; a < built.size(); a++) {
      for (int b = 0; b < a; b++) {
        if (!built.get(a).person().equals(built.get(b).person())) {
          all++;
          matches += built.get(a).vector().cosine(built.get(b).vector()) >= threshold ? 1 : 0;
        }
      }
    }
    double[] figures = new double[1];
    impostor.fmr(weights, new double[] {threshold}, figures, 0);

    // Then
    assertThat(figures[0]).isCloseTo((double) matches / all, within(1e-12));
  }

  @Test
  void shouldBoundWhatWasNeverCounted() {
    // Then: the rule of three.
    assertThat(new Estimate(0, 0, 0).boundedFor(300)).isEqualTo(new Estimate(0, 0, 0.01));
    assertThat(new Estimate(0.1, 0, 0.2).boundedFor(300)).isEqualTo(new Estimate(0.1, 0, 0.2));
    assertThat(new Estimate(0, 0, 0.01).complement()).isEqualTo(new Estimate(1, 0.99, 1));
  }
}
