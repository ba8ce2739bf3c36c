package dev.likeness.faces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.likeness.faces.Thresholds.Threshold;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

final class ThresholdsTest {
  private static final int TRIALS = 2_000;

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
  void shouldGoOnAlongTheLastSlopeBeyondTheLastPoint() {
    assertThat(thresholds.forFmr(1e-4)).isCloseTo(0.8f, within(1e-6f));
    assertThat(thresholds.fmrAt(0.8f)).isCloseTo(1e-4, Percentage.withPercentage(0.1));
    assertThat(thresholds.forFmr(1e-9)).isEqualTo(1);
    assertThat(thresholds.fmrAt(1)).isCloseTo(1e-5, Percentage.withPercentage(0.1));
  }

  @Test
  void shouldLetEverythingPassAtTheLeastSimilarity() {
    assertThat(thresholds.fmrAt(-1)).isEqualTo(1);
    assertThat(thresholds.forFmr(1)).isEqualTo(-1);
    assertThat(thresholds.fmrAt(-0.4f)).isCloseTo(Math.sqrt(0.1), within(1e-6));
  }

  @Test
  void shouldCountTheHighestRateWhereSeveralHaveOneSimilarity() {
    // Given
    Thresholds flat =
        new Thresholds(
            List.of(
                new Threshold(0.1, 0.2f), new Threshold(0.01, 0.4f), new Threshold(0.001, 0.4f)));

    // Then
    assertThat(flat.forFmr(0.01)).isEqualTo(0.4f);
    assertThat(flat.forFmr(0.001)).isEqualTo(0.4f);
    assertThat(flat.fmrAt(0.4f)).isEqualTo(0.01);
    assertThat(flat.forFmr(1e-5)).isCloseTo(0.6f, within(1e-6f));
  }

  @Test
  void shouldSayWhichRatesWereNotMeasured() {
    // Given
    Thresholds extrapolated =
        new Thresholds(
            List.of(
                new Threshold(0.1, 0.2f),
                new Threshold(0.001, 0.5f),
                new Threshold(1e-6, 0.8f, true)));

    // Then
    assertThat(extrapolated.isExtrapolated(-1)).isFalse();
    assertThat(extrapolated.isExtrapolated(0.5f)).isFalse();
    assertThat(extrapolated.isExtrapolated(Math.nextUp(0.5f))).isTrue();
    assertThat(extrapolated.isExtrapolated(0.9f)).isTrue();
    assertThat(extrapolated.leastFmr()).isEqualTo(1e-6);
    assertThat(extrapolated.leastMeasuredFmr()).isEqualTo(0.001);
    assertThat(thresholds.isExtrapolated(Math.nextUp(0.6f))).isTrue();
  }

  @Test
  void shouldHaveMeasuredNothingWhereEverythingIsExtrapolated() {
    // Given
    Thresholds guessed = new Thresholds(List.of(new Threshold(0.01, 0.3f, true)));

    // Then
    assertThat(guessed.leastMeasuredFmr()).isEqualTo(1);
    assertThat(guessed.isExtrapolated(0.1f)).isTrue();
    assertThat(guessed.isExtrapolated(-1)).isFalse();
  }

  @Test
  void shouldAskForMoreTheMoreFacesAreSearched() {
    assertThat(thresholds.forFpir(0.01, 1)).isCloseTo(0.4f, within(1e-6f));
    assertThat(thresholds.forFpir(0.01, 10)).isCloseTo(0.6f, within(1e-3f));
    assertThat(thresholds.fpirAt(0.4f, 10)).isCloseTo(1 - Math.pow(0.99, 10), within(1e-9));
    assertThat(thresholds.fpirAt(0.4f, 1)).isCloseTo(0.01, within(1e-12));
  }

  @Test
  void shouldKnowTheRatesOfNoFacesAndOfAllThatMatch() {
    assertThat(thresholds.fpirAt(0.4f, 0)).isZero();
    assertThat(thresholds.fpirAt(-1, 0)).isZero();
    assertThat(thresholds.fpirAt(-1, 1)).isEqualTo(1);
    assertThat(thresholds.fpirAt(-1, Long.MAX_VALUE)).isEqualTo(1);
    assertThat(thresholds.forFpir(0.01, 0)).isEqualTo(thresholds.forFpir(0.01, 1));
    assertThat(thresholds.forFpir(1, 500)).isEqualTo(-1);
    assertThat(thresholds.forFpir(Double.MIN_VALUE, Long.MAX_VALUE)).isEqualTo(1);
  }

  @Test
  void shouldGiveTheRateBackThatWasAskedFor() {
    // Given
    Random random = random();
    for (int trial = 0; trial < TRIALS; trial++) {
      Thresholds any = any(random);
      double fmr = logUniform(random, Math.max(any.fmrAt(1), 1e-200));
      float similarity = random.nextFloat(-1, 1);
      long faces = random.nextLong(1, 10_000_000);
      double least = any.fpirAt(1, faces);
      double fpir = logUniform(random, Math.max(least, 1e-200));

      // Then
      assertThat(any.fmrAt(any.forFmr(fmr)))
          .as("%s at fmr %s", any, fmr)
          .isCloseTo(fmr, Percentage.withPercentage(1));
      assertThat(any.forFmr(any.fmrAt(similarity)))
          .as("%s at %s", any, similarity)
          .isCloseTo(similarity, within(1e-5f));
      assertThat(any.fpirAt(any.forFpir(fpir, faces), faces))
          .as("%s at fpir %s of %s", any, fpir, faces)
          .isCloseTo(fpir, Percentage.withPercentage(1));
    }
  }

  @Test
  void shouldAskForNoLessWhereFewerMayPass() {
    // Given
    Random random = random();
    for (int trial = 0; trial < TRIALS; trial++) {
      Thresholds any = any(random);
      double rate = logUniform(random, 1e-30);
      double lower = rate * random.nextDouble();
      float similarity = random.nextFloat(-1, 1);
      float higher = random.nextFloat(similarity, 1);
      long faces = random.nextLong(1, 10_000_000);

      // Then
      assertThat(any.forFmr(lower)).as("%s", any).isGreaterThanOrEqualTo(any.forFmr(rate));
      assertThat(any.fmrAt(higher)).as("%s", any).isLessThanOrEqualTo(any.fmrAt(similarity));
      assertThat(any.forFpir(rate, faces + 1))
          .as("%s", any)
          .isGreaterThanOrEqualTo(any.forFpir(rate, faces));
      assertThat(any.fpirAt(similarity, faces + 1))
          .as("%s", any)
          .isGreaterThanOrEqualTo(any.fpirAt(similarity, faces));
    }
  }

  private static Random random() {
    long seed = Long.getLong("likeness.seed", System.nanoTime());
    System.out.println("thresholds of seed " + seed);
    return new Random(seed);
  }

  /** One to eight points, a step of similarity apart at which a float still tells rates apart. */
  private static Thresholds any(Random random) {
    List<Threshold> points = new ArrayList<>();
    double fmr = 1;
    float similarity = -0.5f;
    int measured = random.nextInt(9);
    for (int i = 0; i < random.nextInt(1, 9); i++) {
      fmr *= random.nextDouble(0.1, 0.9);
      similarity += random.nextFloat(0.01f, 0.18f);
      points.add(new Threshold(fmr, similarity, i >= measured));
    }
    return new Thresholds(points);
  }

  private static double logUniform(Random random, double least) {
    return Math.exp(random.nextDouble() * Math.log(least));
  }

  @Test
  void shouldRefuseRatesThatAreNone() {
    assertThatThrownBy(() -> thresholds.forFmr(0))
        .hasMessage("fmr is 0.0, expected above 0 and at most 1");
    assertThatThrownBy(() -> thresholds.forFpir(1.5, 10))
        .hasMessage("fpir is 1.5, expected above 0 and at most 1");
    assertThatThrownBy(() -> thresholds.fpirAt(0, -1))
        .hasMessage("faces is -1, expected 0 or more");
    assertThatThrownBy(() -> thresholds.fmrAt(Float.NaN))
        .hasMessage("similarity is NaN, expected -1 to 1");
    assertThatThrownBy(() -> new Threshold(0.1, 1.5f))
        .hasMessage("similarity is 1.5, expected -1 to 1");
    assertThatThrownBy(() -> new Threshold(0.1, -1)).hasMessageContaining("at similarity -1");
  }

  @Test
  void shouldRefusePointsThatContradictEachOther() {
    assertThatThrownBy(() -> new Thresholds(List.of())).hasMessageContaining("at least one");
    assertThatThrownBy(() -> new Thresholds(List.of(new Threshold(1, 0.2f))))
        .hasMessageContaining("a point below that");
    assertThatThrownBy(
            () -> new Thresholds(List.of(new Threshold(0.1, 0.4f), new Threshold(0.01, 0.3f))))
        .hasMessage("similarity is 0.3 at fmr 0.01, expected at least 0.4, which it is at fmr 0.1");
    assertThatThrownBy(
            () -> new Thresholds(List.of(new Threshold(0.1, 0.4f), new Threshold(0.1, 0.5f))))
        .hasMessage("fmr 0.1 has two thresholds");
    assertThatThrownBy(() ->
            new Thresholds(List.of(new Threshold(0.1, 0.4f, true), new Threshold(0.01, 0.5f))))
        .hasMessageContaining("expected the measured rates first");
  }
}
