package dev.likeness.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.evaluation.Estimate;
import dev.likeness.evaluation.LabelledFace;
import dev.likeness.evaluation.Measured;
import dev.likeness.evaluation.photos.Gathered;
import dev.likeness.faces.Thresholds;
import dev.likeness.faces.Vector;
import dev.likeness.vision.ModelBundle;
import dev.likeness.vision.ModelCard;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rates on the default model's card, on photos beside the checkout; a hundred people, so what
 * is held is coarse. {@code AccuracySoakIT} has the whole.
 */
final class AccuracyIT {
  private static final ModelCard CARD = ModelBundle.onClasspath(LabelledPhotos.MODEL).card();

  @TempDir private Path scratch;

  @Test
  void shouldErrAsOftenAsTheCardSays() throws Exception {
    // Given
    Gathered gathered = LabelledPhotos.gather(LabelledPhotos.of("lfw", 100), scratch);
    Measured measured = Measured.of(gathered.faces(), 1);
    Thresholds thresholds = CARD.thresholds();

    // Then
    for (double stated : new double[] {0.01, 0.003, 0.001}) {
      Estimate fmr = measured.fmr(thresholds.forFmr(stated));
      assertThat(Rates.holds(stated, fmr)).as("FMR %s was %s", stated, fmr).isTrue();
    }
    for (int enrolled : new int[] {10, 50}) {
      Estimate fpir = measured.fpir(thresholds.forFpir(0.1, enrolled), enrolled);
      assertThat(Rates.holds(0.1, fpir)).as("FPIR 0.1 of %s was %s", enrolled, fpir).isTrue();
    }
    assertThat(measured.fnmr(thresholds.forFmr(1e-3)).value())
        .as("FNMR at FMR 0.001")
        .isLessThanOrEqualTo(Rates.MOST_FNMR_OF_FEW);
  }

  @Test
  void shouldTellTheCleanPhotosApartWithoutAnError() throws Exception {
    // Given
    List<LabelledFace> faces =
        LabelledPhotos.gather(LabelledPhotos.of("faces", 100), scratch).faces();
    float threshold = CARD.defaultThreshold();

    // Then
    for (LabelledFace face : faces) {
      float own = -1;
      float others = -1;
      for (LabelledFace other : faces) {
        if (!other.photo().equals(face.photo())) {
          float score = similarity(face.vector(), other.vector());
          if (other.person().equals(face.person())) {
            own = Math.max(own, score);
            assertThat(score)
                .as("%s and %s, one person", face.photo(), other.photo())
                .isGreaterThanOrEqualTo(threshold);
          } else {
            others = Math.max(others, score);
            assertThat(score)
                .as("%s and %s, two people", face.photo(), other.photo())
                .isLessThan(threshold);
          }
        }
      }
      assertThat(own).as("rank-1 of %s", face.photo()).isGreaterThan(others);
    }
  }

  private static float similarity(Vector one, Vector other) {
    return one.cosine(other);
  }
}
