package dev.likeness.models;

import dev.likeness.models.onnx.ModelProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The least and the greatest value each tensor of a net took while it looked at the calibration
 * pictures. They decide what its 8-bit steps stand for.
 */
final class Ranges {
  /** From {@code least} to {@code most}. */
  record Range(float least, float most) {}

  private final String net;
  private final Map<String, Range> ranges;

  private Ranges(String net, Map<String, Range> ranges) {
    this.net = net;
    this.ranges = ranges;
  }

  /**
   * The ranges of one net: an object of {@code [least, most]} by tensor.
   *
   * @throws IOException if the file cannot be read or has none for {@code net}
   */
  static Ranges read(Path file, String net) throws IOException {
    JsonNode tensors = JsonMapper.shared().readTree(Files.readAllBytes(file)).path(net);
    if (!tensors.isObject()) {
      throw new IOException(file + " has no ranges for " + net + "; calibrate it");
    }
    Map<String, Range> ranges = new TreeMap<>();
    for (var tensor : tensors.properties()) {
      JsonNode pair = tensor.getValue();
      ranges.put(tensor.getKey(), new Range(pair.path(0).floatValue(), pair.path(1).floatValue()));
    }
    return new Ranges(net, ranges);
  }

  /** {@code model} in 8 bits; {@code name} must be the net these ranges belong to. */
  ModelProto quantize(String name, ModelProto model) {
    if (!name.equals(net)) {
      throw new IllegalArgumentException("these are the ranges of " + net + ", not of " + name);
    }
    return Quantizer.quantize(model, this::of);
  }

  private Range of(String tensor) {
    Range range = ranges.get(tensor);
    if (range == null) {
      throw new IllegalArgumentException(
          "there is no range for tensor "
              + tensor
              + " of "
              + net
              + "; the net has changed, calibrate it again");
    }
    return range;
  }
}
