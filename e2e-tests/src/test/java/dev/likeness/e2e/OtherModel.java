package dev.likeness.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A second model to change to: the nets of the default one without its mean embedding, so that the
 * same photos have other vectors and other thresholds.
 */
final class OtherModel {
  static final String ID = "dlib-resnet-128-raw";
  static final double THRESHOLD = 0.93;
  private static final String FROM = "/likeness-models/dlib-resnet-128/";

  private OtherModel() {}

  /** Writes its bundle below a directory. */
  static void writeTo(Path models) {
    try {
      Path bundle = Files.createDirectories(models.resolve(ID));
      for (String net : List.of("detector-fast", "detector-thorough", "landmarks", "recognition")) {
        try (InputStream onnx = OtherModel.class.getResourceAsStream(FROM + net + ".onnx")) {
          Files.copy(onnx, bundle.resolve(net + ".onnx"));
        }
      }
      try (InputStream card = OtherModel.class.getResourceAsStream(FROM + "card.json")) {
        ObjectNode json = (ObjectNode) JsonMapper.shared().readTree(card);
        json.put("id", ID);
        json.putArray("mean");
        ObjectNode thresholds = json.putObject("thresholds");
        thresholds.put("defaultFmr", 0.01);
        thresholds.putArray("measured").addObject().put("fmr", 0.01).put("similarity", THRESHOLD);
        Files.write(bundle.resolve("card.json"), JsonMapper.shared().writeValueAsBytes(json));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
