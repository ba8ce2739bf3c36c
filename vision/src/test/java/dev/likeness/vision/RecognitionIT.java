package dev.likeness.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Recognises real people, where a folder of their photos lies beside the project. */
class RecognitionIT {
  private static final Path PEOPLE =
      Path.of(System.getProperty("basedir", "."), "..", "..", "shared", "faces");

  private record Photo(String person, String file, FaceInPhoto face) {}

  @Test
  void shouldEnrollEveryPhotoAndTellEveryPersonFromTheOthers() throws IOException {
    assumeThat(PEOPLE).isDirectory();

    // Given
    List<Photo> gallery = enrollAll();
    assertThat(gallery).hasSizeGreaterThan(40);

    // When
    List<String> mistaken = new ArrayList<>();
    long lost = 0;
    for (Photo probe : gallery) {
      Photo nearest =
          gallery.stream()
              .filter(p -> !p.equals(probe))
              .max(Comparator.comparingDouble(p -> similarity(p, probe)))
              .orElseThrow();
      if (!nearest.person().equals(probe.person())) {
        mistaken.add(probe.file() + " for " + nearest.file());
      }
      lost +=
          gallery.stream()
              .filter(p -> p.person().equals(probe.person()))
              .filter(p -> similarity(p, probe) < threshold)
              .count();
    }

    // Then
    assertThat(mistaken).isEmpty();
    assertThat(lost).as("genuine pairs below the default threshold").isZero();
  }

  private static double similarity(Photo a, Photo b) {
    return a.face().vector().cosine(b.face().vector());
  }

  private float threshold;

  private List<Photo> enrollAll() throws IOException {
    List<Photo> gallery = new ArrayList<>();
    try (FaceEngine engine =
            FaceEngine.open(
                ModelBundle.onClasspath(ModelBundle.DEFAULT), EngineSettings.defaults());
        Stream<Path> files = Files.walk(PEOPLE)) {
      threshold = engine.card().defaultThreshold();
      for (Path file :
          files.filter(f -> f.toString().matches(".*\\.(jpg|png)")).sorted().toList()) {
        PhotoAnalysis analysis = engine.enroll(Files.readAllBytes(file));
        assertThat(analysis).as(file.toString()).isInstanceOf(FacesFound.class);
        FaceInPhoto face = ((FacesFound) analysis).faces().getFirst();
        gallery.add(new Photo(file.getParent().getFileName().toString(), file.toString(), face));
      }
    }
    return gallery;
  }
}
