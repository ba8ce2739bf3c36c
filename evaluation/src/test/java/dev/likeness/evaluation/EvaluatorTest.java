package dev.likeness.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.evaluation.Evaluation.Gallery;
import dev.likeness.evaluation.Evaluation.OperatingPoint;
import dev.likeness.evaluation.Evaluation.TailPoint;
import dev.likeness.faces.Thresholds;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EvaluatorTest {
  private static final Evaluator EVALUATOR = new Evaluator(1, 200, _ -> {});

  private static Evaluation of(List<LabelledFace> faces) {
    return EVALUATOR.evaluate(faces, Map.of(), Map.of("NO_FACE", 3));
  }

  @Test
  void shouldStateRatesOnlyAsFarAsThePeopleReach() {
    // When: 200 people make 19,900 pairs, and 3 of those are 1.5e-4.
    Evaluation evaluation = of(Faces.crowd(200, 2, 0.5, 31));

    // Then
    assertThat(evaluation.measured().stream().map(OperatingPoint::stated))
        .containsExactly(0.1, 0.03, 0.01, 0.003, 0.001, 3e-4);
    assertThat(evaluation.extrapolated().stream().map(TailPoint::stated))
        .containsExactly(1e-4, 3e-5, 1e-5, 3e-6, 1e-6, 3e-7);
    assertThat(evaluation.leftOut()).containsEntry("NO_FACE", 3);
    for (OperatingPoint point : evaluation.measured()) {
      assertThat(point.fmr().value()).isBetween(point.stated() * 0.8, point.stated());
      assertThat(point.fmr().value()).isBetween(point.fmr().low(), point.fmr().high());
      assertThat(point.fnmr().value()).isBetween(point.fnmr().low(), point.fnmr().high());
    }
  }

  @Test
  void shouldMakeThresholdsThatSayWhatIsExtrapolated() {
    // When
    Thresholds thresholds = of(Faces.crowd(200, 2, 0.5, 31)).thresholds();

    // Then
    assertThat(thresholds.leastMeasuredFmr()).isEqualTo(3e-4);
    assertThat(thresholds.leastFmr()).isEqualTo(3e-7);
    assertThat(thresholds.isExtrapolated(thresholds.forFmr(1e-3))).isFalse();
    assertThat(thresholds.isExtrapolated(thresholds.forFmr(1e-5))).isTrue();
  }

  @Test
  void shouldDrawGalleriesFromTenToAll() {
    // When
    Evaluation evaluation = of(Faces.crowd(150, 2, 0.5, 37));

    // Then: strangers of 50 people cannot state 1 %, all of them can state 3 %.
    assertThat(evaluation.identification().stream().map(Gallery::enrolled))
        .containsExactly(10, 20, 50, 100, 149);
    assertThat(evaluation.identification().get(3).points()).hasSize(1);
    assertThat(evaluation.identification().get(4).points()).hasSize(2);
    assertThat(evaluation.rankOne()).isEqualTo(evaluation.identification().get(4).rankOne());
  }

  @Test
  void shouldSayTheSameForTheSameSeed() {
    // Then
    assertThat(of(Faces.crowd(60, 2, 0.5, 41))).isEqualTo(of(Faces.crowd(60, 2, 0.5, 41)));
  }

  @Test
  void shouldShowTheWorstErrorsOncePerPersonAndPair() {
    // When
    Evaluation evaluation = of(Faces.crowd(60, 3, 0.5, 43));

    // Then
    assertThat(evaluation.worst().genuine())
        .hasSize(20)
        .allSatisfy(pair -> assertThat(pair.person()).isEqualTo(pair.otherPerson()))
        .extracting(Evaluation.Pair::person)
        .doesNotHaveDuplicates();
    assertThat(evaluation.worst().impostor())
        .hasSize(20)
        .allSatisfy(pair -> assertThat(pair.person()).isNotEqualTo(pair.otherPerson()))
        .isSortedAccordingTo((a, b) -> Float.compare(b.score(), a.score()));
    assertThat(sum(evaluation.histogram().genuine())).isEqualTo(evaluation.genuinePairs());
    assertThat(sum(evaluation.histogram().impostor())).isEqualTo(evaluation.support().photoPairs());
  }

  private static long sum(List<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  @Test
  void shouldRefuseToStateAnythingOnTooFewPeople() {
    // Then: 7 people make 21 pairs, and 3 of those are 14 %.
    assertThatThrownBy(() -> of(Faces.crowd(7, 2, 0.5, 47)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("7 people cannot state a false match rate of 0.1");
  }

  @Test
  void shouldExtrapolateNothingFromAFewPeople() {
    // When
    Evaluation evaluation = of(Faces.crowd(20, 4, 0.5, 53));

    // Then
    assertThat(evaluation.tail()).isEmpty();
    assertThat(evaluation.extrapolated()).isEmpty();
  }
}
