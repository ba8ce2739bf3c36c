package dev.likeness.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.likeness.evaluation.Evaluation.Separation;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.StandardDeviation;
import org.junit.jupiter.api.Test;

final class MomentsTest {
  @Test
  void shouldSeparateAsTheMeansAndDeviationsOfAllScoresDo() {
    // Given
    List<LabelledFace> crowd = Faces.crowd(40, 3, 0.5, 17);
    List<Double> genuine = new ArrayList<>();
    List<Double> impostor = new ArrayList<>();
    for (int a = 0; a < crowd.size(); a++) {
      for (int b = 0; b < a; b++) {
        (crowd.get(a).person().equals(crowd.get(b).person()) ? genuine : impostor)
            .add((double) crowd.get(a).vector().cosine(crowd.get(b).vector()));
      }
    }
    double[] same = genuine.stream().mapToDouble(s -> s).toArray();
    double[] different = impostor.stream().mapToDouble(s -> s).toArray();
    double sameDeviation = StandardDeviation.of(same).setBiased(true).getAsDouble();
    double differentDeviation = StandardDeviation.of(different).setBiased(true).getAsDouble();
    double distance = Mean.of(same).getAsDouble() - Mean.of(different).getAsDouble();

    // When
    Separation separation = Moments.separation(ScoreMatrix.of(crowd), new Bootstrap(40, 500, 1));

    // Then
    assertThat(separation.genuineMean()).isCloseTo(Mean.of(same).getAsDouble(), within(1e-5));
    assertThat(separation.genuineDeviation()).isCloseTo(sameDeviation, within(1e-5));
    assertThat(separation.impostorMean()).isCloseTo(Mean.of(different).getAsDouble(), within(1e-5));
    assertThat(separation.impostorDeviation()).isCloseTo(differentDeviation, within(1e-5));
    assertThat(separation.dPrime().value())
        .isCloseTo(
            distance
                / Math.sqrt(
                    (sameDeviation * sameDeviation + differentDeviation * differentDeviation) / 2),
            within(1e-3));
    assertThat(separation.dPrime().value())
        .isBetween(separation.dPrime().low(), separation.dPrime().high());
  }
}
