package dev.likeness.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.evaluation.Estimate;
import dev.likeness.evaluation.Evaluation;
import dev.likeness.evaluation.Evaluation.OperatingPoint;
import dev.likeness.evaluation.Evaluator;
import dev.likeness.evaluation.LabelledFace;
import dev.likeness.evaluation.Measured;
import dev.likeness.evaluation.photos.Gathered;
import dev.likeness.faces.Thresholds;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The default model on all photos of {@code lfw} beside the checkout. */
@Tag("soak")
final class AccuracySoakIT {
  private static final long SEED = Long.getLong("likeness.seed", 1);
  private static final Set<String> TWICE =
      Set.of("Martha_Bowen", "Sung_Hong_Choi", "Sepp_Blatter", "Nora_Bendijo");

  @TempDir private static Path scratch;

  private static Gathered gathered() throws Exception {
    return LabelledPhotos.gather(LabelledPhotos.of("lfw", Integer.MAX_VALUE), scratch);
  }

  @Test
  void shouldLoseNoMoreThanWasPromised() throws Exception {
    // Given
    Gathered gathered = gathered();

    // When
    Evaluation evaluation =
        new Evaluator(SEED, 200, _ -> {}).evaluate(gathered.faces(), Map.of(), gathered.leftOut());

    // Then
    assertThat(fnmr(evaluation, 1e-3)).as("FNMR at FMR 0.001").isLessThanOrEqualTo(0.025);
    assertThat(fnmr(evaluation, 1e-4)).as("FNMR at FMR 0.0001").isLessThanOrEqualTo(0.05);
  }

  /**
   * Without the four names whose people stand in LFW under another name as well: each is a stranger
   * who is in the gallery, and among few strangers four decide what one in a hundred is. The mean
   * of the draws differs by 0.012 from one seed to the next, so the limit is a tenth above 0.065.
   */
  @Test
  void shouldMissNoMoreSearchesThanWasPromised() throws Exception {
    // Given
    Gathered gathered = gathered();
    List<LabelledFace> faces =
        gathered.faces().stream().filter(face -> !TWICE.contains(face.person())).toList();

    // When
    Evaluation evaluation =
        new Evaluator(SEED, 200, _ -> {}).evaluate(faces, Map.of(), gathered.leftOut());

    // Then
    double[] fnir =
        evaluation.identification().stream()
            .filter(gallery -> gallery.enrolled() == 500)
            .flatMap(gallery -> gallery.points().stream())
            .filter(point -> point.fpir() == 0.01)
            .mapToDouble(point -> point.fnir().value())
            .toArray();
    System.out.println("AccuracySoakIT: FNIR at FPIR 0.01 of 500 was " + Arrays.toString(fnir));
    assertThat(fnir).hasSize(1);
    assertThat(fnir[0]).isLessThanOrEqualTo(0.077);
  }

  private static double fnmr(Evaluation evaluation, double fmr) {
    return evaluation.measured().stream()
        .filter(point -> point.stated() == fmr)
        .mapToDouble(point -> point.fnmr().value())
        .findFirst()
        .orElseThrow();
  }

  /** Both ways: fitted on one half and held against the other, and the other way round. */
  @Test
  void shouldHoldOnPeopleThatTheThresholdsWereNotMeasuredOn() throws Exception {
    // Given
    System.out.println("AccuracySoakIT: seed " + SEED + " (-Dlikeness.seed)");
    List<LabelledFace> faces =
        gathered().faces().stream().filter(face -> !TWICE.contains(face.person())).toList();
    List<List<LabelledFace>> halves = LabelledPhotos.halves(faces, SEED);

    // Then
    hold(halves.get(0), halves.get(1));
    hold(halves.get(1), halves.get(0));
  }

  private static void hold(List<LabelledFace> one, List<LabelledFace> other) {
    Evaluation fitted = new Evaluator(SEED, 200, _ -> {}).evaluate(one, Map.of(), Map.of());
    Thresholds thresholds = fitted.thresholds();
    Measured measured = Measured.of(other, SEED);
    assertThat(fitted.measured().stream().map(OperatingPoint::stated)).contains(1e-2, 1e-3, 1e-4);
    for (double stated : new double[] {1e-2, 1e-3, 1e-4}) {
      Estimate fmr = measured.fmr(thresholds.forFmr(stated));
      System.out.println("AccuracySoakIT: FMR " + stated + " was " + fmr);
      assertThat(fmr.value())
          .as("FMR %s was %s, seed %s", stated, fmr, SEED)
          .isBetween(stated / 2, stated * 2);
    }
    for (int enrolled : new int[] {50, 200, 500}) {
      for (double stated : new double[] {0.1, 0.03, 0.01}) {
        Estimate fpir = measured.fpir(thresholds.forFpir(stated, enrolled), enrolled);
        System.out.println("AccuracySoakIT: FPIR " + stated + " of " + enrolled + " was " + fpir);
        assertThat(Rates.holds(stated, fpir))
            .as("FPIR %s of %s was %s, seed %s", stated, enrolled, fpir, SEED)
            .isTrue();
      }
    }
  }
}
