package dev.likeness.e2e;

import dev.likeness.samples.DerivedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * A second model to change to: the nets of the default one without its mean embedding, so that the
 * same photos have other vectors and other thresholds.
 */
final class OtherModel {
  static final String ID = "dlib-resnet-128-raw";
  static final double THRESHOLD = 0.93;

  private OtherModel() {}

  /** Writes its bundle below a directory. */
  static void writeTo(Path models) {
    try {
      DerivedModel.write(
          models,
          ID,
          Map.of(),
          card -> {
            card.putArray("mean");
            ObjectNode thresholds = card.putObject("thresholds");
            thresholds.put("defaultFmr", 0.01);
            thresholds
                .putArray("measured")
                .addObject()
                .put("fmr", 0.01)
                .put("similarity", THRESHOLD);
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
