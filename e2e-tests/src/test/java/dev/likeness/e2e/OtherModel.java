package dev.likeness.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
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
      Path bundle = Files.createDirectories(models.resolve(ID));
      ObjectNode card = (ObjectNode) JsonMapper.shared().readTree(resource("card.json"));
      String net = card.at("/files/recognition/name").asString();
      Files.write(bundle.resolve(net), resource(net));
      card.put("id", ID);
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
      Files.write(bundle.resolve("card.json"), JsonMapper.shared().writeValueAsBytes(card));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] resource(String file) throws IOException {
    String name = "likeness-models/" + DefaultModel.ID + "/" + file;
    try (InputStream in = OtherModel.class.getClassLoader().getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}
