package dev.likeness.e2e;

import dev.likeness.samples.Portraits;
import dev.likeness.vision.EngineSettings;
import dev.likeness.vision.FaceEngine;
import dev.likeness.vision.ModelBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Real portraits to enroll and to ask with, the same for every test. */
final class People {
  private static final Portraits PORTRAITS;
  private static final List<Integer> ENROLLABLE;

  static {
    try (FaceEngine engine =
        FaceEngine.open(ModelBundle.onClasspath(DefaultModel.ID), EngineSettings.defaults())) {
      PORTRAITS = new Portraits(engine);
      ENROLLABLE = PORTRAITS.enrollable(engine);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private People() {}

  static int count() {
    return ENROLLABLE.size();
  }

  /** A portrait of a person; other variants are other photos of the same one. */
  static byte[] portrait(int person, int variant) {
    try {
      return PORTRAITS.portrait(ENROLLABLE.get(person), variant);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
