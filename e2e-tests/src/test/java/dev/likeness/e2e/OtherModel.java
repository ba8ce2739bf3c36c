package dev.likeness.e2e;

import dev.likeness.samples.DerivedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A second model to change to: the nets of the default one, whose vectors lie a little elsewhere
 * and whose thresholds are stricter.
 */
final class OtherModel {
  static final String ID = DefaultModel.ID + "-other";

  /** By how much the mean embedding differs, in its first component. */
  private static final double SHIFT = 0.05;

  /** By how much every similarity on its card is above that on the default one's. */
  private static final double STRICTER = 0.02;

  private OtherModel() {}

  /** Writes its bundle below a directory. */
  static void writeTo(Path models) {
    try {
      DerivedModel.write(
          DefaultModel.ID,
          models,
          ID,
          Optional.empty(),
          card -> {
            JsonNode mean = card.path("mean");
            ArrayNode shifted = card.putArray("mean");
            for (int i = 0; i < DefaultModel.DIMENSION; i++) {
              shifted.add(mean.path(i).asDouble(0) + (i == 0 ? SHIFT : 0));
            }
            for (String points : List.of("/measured", "/extrapolated/points")) {
              for (JsonNode point : card.path("thresholds").at(points)) {
                ObjectNode threshold = (ObjectNode) point;
                threshold.put("similarity", threshold.path("similarity").asDouble() + STRICTER);
              }
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
