package dev.likeness.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.likeness.vision.DetectorFigures.Look;
import dev.likeness.vision.DetectorFigures.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the cascade to the recall of the thorough detector and to a fraction of its cost. */
class DetectorIT {
  private static final Path PEOPLE =
      Path.of(System.getProperty("basedir", "."), "..", "..", "shared", "faces");
  private static final int SAMPLES = 6;

  @TempDir private static Path directory;

  private static DetectorFigures figures;
  private static List<Look> groups;

  @BeforeAll
  static void lookAtTheGroups() throws IOException {
    figures = new DetectorFigures();
    for (int sample = 1; sample <= SAMPLES; sample++) {
      Files.write(directory.resolve(sample + ".jpg"), FaceEngineTest.sample(sample));
    }
    groups = figures.look(DetectorFigures.photos(directory));
  }

  @AfterAll
  static void close() {
    figures.close();
  }

  @Test
  void shouldFindInEveryGroupWhatTheThoroughDetectorFindsAlone() {
    // When
    Summary summary = Summary.of(groups);

    // Then
    System.out.println("groups: " + summary);
    assertThat(summary.thoroughFaces()).isEqualTo(22);
    assertThat(groups)
        .allSatisfy(look -> {
          assertThat(look.missed()).as(look.file().toString()).isEmpty();
          assertThat(look.misled()).as(look.file().toString()).isFalse();
          assertThat(look.all()).hasSizeGreaterThanOrEqualTo(look.thorough().size());
        });
  }

  @Test
  void shouldCostLessThanHalfOfTheThoroughDetectorAndMissNoFace() throws IOException {
    assumeThat(PEOPLE).isDirectory();

    // When
    List<Look> people = figures.look(DetectorFigures.photos(PEOPLE));

    // Then
    List<Look> every = new ArrayList<>(groups);
    every.addAll(people);
    Summary summary = Summary.of(every);
    System.out.println("groups and people: " + summary);
    assertThat(people)
        .allSatisfy(look -> assertThat(look.largest()).as(look.file().toString()).isNotEmpty());
    assertThat(summary.missed()).isZero();
    assertThat(summary.misled()).isZero();
    assertThat(summary.ratio()).isLessThanOrEqualTo(0.35);
  }
}
