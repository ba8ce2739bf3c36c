package dev.likeness.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GalleryDrawsTest {
  @Test
  void shouldCountStrangersAndMatesOfKnownAngles() {
    // Given: three people 60° apart with two equal faces; ada's second face is bob's.
    ScoreMatrix matrix =
        ScoreMatrix.of(
            List.of(
                Faces.at("ada", 0),
                Faces.at("ada", 60),
                Faces.at("bob", 60),
                Faces.at("bob", 61),
                Faces.at("eve", 120),
                Faces.at("eve", 121)));

    // When: everybody is enrolled.
    GalleryDraws draws = GalleryDraws.of(matrix, 2, new Bootstrap(3, 100, 1));

    // Then: one search a photo as a stranger to all others, and one a photo that is not enrolled.
    assertThat(draws.strangers()).isEqualTo(3);
    assertThat(draws.strangerSearches()).isEqualTo(6 * draws.galleries());
    assertThat(draws.mateSearches()).isEqualTo(3 * draws.galleries());
    // ada is always lost: of her two faces one is bob's. bob is lost to ada where 60° is enrolled
    // and he is searched by 61° with 60° of his own at equal distance, or by 60° with 61°.
    assertThat(draws.rankOne().value()).isBetween(1.0 / 3, 2.0 / 3);
    // eve at 120° is 59° from bob at most, everybody else is closer to somebody.
    assertThat(draws.fpir(Math.cos(Math.toRadians(30))).value()).isBetween(1.0 / 3, 0.5);
    assertThat(draws.fpir(-1).value()).isEqualTo(1);
  }

  @Test
  void shouldLoseNobodyWherePeopleAreFarApart() {
    // Given
    List<LabelledFace> people = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      people.add(Faces.at("person-" + i, 12 * i));
      people.add(Faces.at("person-" + i, 12 * i + 1));
    }

    // When
    GalleryDraws draws = GalleryDraws.of(ScoreMatrix.of(people), 10, new Bootstrap(30, 200, 1));

    // Then: an error rate of nothing counted is bounded by three over the people.
    assertThat(draws.rankOne().value()).isEqualTo(1);
    assertThat(draws.rankOne().low()).isCloseTo(0.9, within(1e-12));
    assertThat(draws.fnirAtFpir(0.1).value()).isZero();
    assertThat(draws.strangers()).isEqualTo(20);
    assertThat(draws.mateSearches()).isEqualTo(10 * draws.galleries());
    assertThat(draws.strangerSearches()).isEqualTo(40 * draws.galleries());
  }

  @Test
  void shouldNameStrangersAsOftenAsItsThresholdSays() {
    // Given
    ScoreMatrix matrix = ScoreMatrix.of(Faces.crowd(300, 2, 0.6, 23));
    GalleryDraws draws = GalleryDraws.of(matrix, 50, new Bootstrap(300, 300, 1));

    // When
    double threshold = Math.nextUp((float) draws.threshold(0.1));

    // Then
    assertThat(draws.fpir(threshold).value()).isCloseTo(0.1, within(0.001));
    assertThat(draws.fnir(threshold).value())
        .isCloseTo(draws.fnirAtFpir(0.1).value(), within(0.002));
    assertThat(draws.fpir(threshold).low()).isLessThan(0.1);
    assertThat(draws.fpir(threshold).high()).isGreaterThan(0.1);
  }

  @Test
  void shouldFollowFromTheFalseMatchRateWherePeopleAreIndependent() {
    // Given
    ScoreMatrix matrix = ScoreMatrix.of(Faces.crowd(400, 2, 0.6, 29));
    double threshold = ImpostorScores.of(matrix).threshold(1e-3);

    // When
    Estimate fpir = GalleryDraws.of(matrix, 100, new Bootstrap(400, 300, 1)).fpir(threshold);

    // Then: 1 − (1 − 0.001)^100 = 0.095.
    assertThat(fpir.value()).isCloseTo(0.0952, within(0.02));
  }
}
