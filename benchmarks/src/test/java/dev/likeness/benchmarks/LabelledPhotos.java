package dev.likeness.benchmarks;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.likeness.evaluation.LabelledFace;
import dev.likeness.evaluation.photos.Gathered;
import dev.likeness.evaluation.photos.Gathering;
import dev.likeness.evaluation.photos.LabelledPhoto;
import dev.likeness.evaluation.photos.PhotoFolder;
import dev.likeness.evaluation.photos.SeenFile;
import dev.likeness.vision.EngineSettings;
import dev.likeness.vision.FaceEngine;
import dev.likeness.vision.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Photos beside the checkout, through the default model. They are not part of the project. */
final class LabelledPhotos {
  /** The default model. */
  static final String MODEL = ModelBundle.DEFAULT;

  private LabelledPhotos() {}

  /**
   * The photos of a directory beside the checkout; the test is skipped where it is absent.
   *
   * @param people how many people at most, the first by name
   */
  static List<LabelledPhoto> of(String name, int people) throws IOException {
    Path directory = Path.of(System.getProperty("likeness.root"), "..", "shared", name).normalize();
    assumeTrue(Files.isDirectory(directory), directory + " is absent: its photos are not measured");
    Set<String> taken = new HashSet<>();
    return PhotoFolder.of(directory).stream()
        .filter(photo ->
            taken.contains(photo.person()) || (taken.size() < people && taken.add(photo.person())))
        .toList();
  }

  /** What the default model makes of photos, as enrolment does it. */
  static Gathered gather(List<LabelledPhoto> photos, Path scratch)
      throws IOException, InterruptedException {
    ModelBundle bundle = ModelBundle.onClasspath(MODEL);
    try (FaceEngine engine = FaceEngine.open(bundle, EngineSettings.defaults());
        SeenFile seen = SeenFile.open(scratch.resolve("seen.tsv"), false)) {
      return new Gathering(new EnrolledFaces(engine), seen, Plan.cores()).gather(photos, () -> {});
    }
  }

  /** The faces of one half of the people, and of the other. */
  static List<List<LabelledFace>> halves(List<LabelledFace> faces, long seed) {
    List<String> people =
        new ArrayList<>(faces.stream().map(LabelledFace::person).distinct().sorted().toList());
    Collections.shuffle(people, new Random(seed));
    Set<String> one = Set.copyOf(people.subList(0, people.size() / 2));
    return List.of(
        faces.stream().filter(face -> one.contains(face.person())).toList(),
        faces.stream().filter(face -> !one.contains(face.person())).toList());
  }
}
