package dev.likeness.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Scores and the two error rates, against values computed by hand. */
final class ScoresTest {
  // Genuine: ada 0–20 cos 20°, bob 60–100 cos 40°. Impostor: 60, 100, 40, 80 and 90, 70, 30, 10.
  private final ScoreMatrix matrix =
      ScoreMatrix.of(
          List.of(
              Faces.at("bob", 60),
              Faces.at("ada", 0),
              Faces.at("eve", 90),
              Faces.at("ada", 20),
              Faces.at("bob", 100)));

  private static double cos(double degrees) {
    return Math.cos(Math.toRadians(degrees));
  }

  @Test
  void shouldScoreEveryTwoFacesAsTheirVectorsDo() {
    // Given
    List<LabelledFace> crowd = Faces.crowd(350, 3, 0.5, 7);

    // When
    ScoreMatrix scores = ScoreMatrix.of(crowd);

    // Then: the crowd is in the order of its people already.
    assertThat(scores.people()).isEqualTo(350);
    for (int a = 0; a < crowd.size(); a += 7) {
      for (int b = 0; b < a; b++) {
        assertThat((double) scores.score(a, b))
            .isCloseTo(crowd.get(a).vector().cosine(crowd.get(b).vector()), within(1e-5));
        assertThat(scores.score(b, a)).isEqualTo(scores.score(a, b));
      }
    }
  }

  @Test
  void shouldCountGenuineScoresBelowAThreshold() {
    // When
    GenuineScores genuine = GenuineScores.of(matrix);

    // Then
    assertThat(genuine.size()).isEqualTo(2);
    assertThat((double) genuine.score(0)).isCloseTo(cos(40), within(1e-6));
    assertThat(matrix.name(genuine.person(0))).isEqualTo("bob");
    assertThat(genuine.fnmr(cos(50))).isZero();
    assertThat(genuine.fnmr(cos(30))).isEqualTo(0.5);
    assertThat(genuine.fnmr(cos(10))).isEqualTo(1);
    assertThat(genuine.people()).isEqualTo(2);
  }

  @Test
  void shouldCountImpostorScoresAtOrAboveAThreshold() {
    // When
    ImpostorScores impostor = ImpostorScores.of(matrix);

    // Then
    assertThat(impostor.size()).isEqualTo(8);
    assertThat(impostor.fmr(cos(5))).isZero();
    assertThat(impostor.fmr(cos(15))).isEqualTo(1.0 / 8);
    assertThat(impostor.fmr(cos(35))).isEqualTo(2.0 / 8);
    assertThat(impostor.fmr(-1)).isEqualTo(1);
    assertThat((double) impostor.highest(0)).isCloseTo(cos(10), within(1e-6));
    assertThat(List.of(matrix.name(impostor.onePerson(0)), matrix.name(impostor.otherPerson(0))))
        .containsExactlyInAnyOrder("bob", "eve");
  }

  @Test
  void shouldFindTheLowestThresholdForARate() {
    // Given
    ImpostorScores impostor = ImpostorScores.of(matrix);

    // Then: just above the score that would be one too many.
    assertThat(impostor.threshold(1.0 / 8)).isBetween(cos(30), cos(30) + 2e-4);
    assertThat(impostor.threshold(0.01)).isBetween(cos(10), cos(10) + 2e-4);
    assertThat(impostor.threshold(1)).isEqualTo(-1);
  }

  @Test
  void shouldWeighScoresByHowOftenTheirPeopleWereDrawn() {
    // Given: ada twice, bob never, eve once. Of the comparisons those of ada and eve are left.
    int[] weights = {2, 0, 1};
    double[] figures = new double[4];

    // When
    ImpostorScores.of(matrix).fmr(weights, new double[] {cos(15), cos(75)}, figures, 0);
    GenuineScores.of(matrix).fnmr(weights, new double[] {cos(30), cos(10)}, figures, 2);

    // Then: at 75° ada's 20° matches eve's 90°, one of two; bob's genuine pair does not count.
    assertThat(figures[0]).isZero();
    assertThat(figures[1]).isEqualTo(0.5);
    assertThat(figures[2]).isZero();
    assertThat(figures[3]).isEqualTo(1);
    assertThat(ImpostorScores.of(matrix).size(weights)).isEqualTo(4);
  }

  @Test
  void shouldRefuseFacesThatCannotBeCompared() {
    // Then
    assertThatThrownBy(() -> ScoreMatrix.of(List.of(Faces.at("ada", 0), Faces.at("ada", 9))))
        .hasMessageContaining("2 faces of 1 people");
    assertThatThrownBy(() -> ScoreMatrix.of(List.of(Faces.at("ada", 0), Faces.at("bob", 9))))
        .hasMessageContaining("two faces or more of one of them");
  }
}
