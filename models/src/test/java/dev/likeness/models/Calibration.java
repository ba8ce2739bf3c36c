package dev.likeness.models;

import dev.likeness.models.Ranges.Range;
import dev.likeness.models.onnx.GraphProto;
import dev.likeness.models.onnx.ModelProto;
import dev.likeness.models.onnx.TypeProto;
import dev.likeness.models.onnx.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Measures the {@link Ranges} of the nets that are quantised, and writes them beside the card.
 *
 * <pre>Calibration WEIGHTS PICTURES RANGES_JSON</pre>
 *
 * PICTURES is what vision's CalibrationPictures wrote: a directory per net, with square RGB
 * pictures of the net's own size.
 */
final class Calibration {
  private Calibration() {}

  public static void main(String[] arguments) throws Exception {
    JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    ObjectNode file = json.createObjectNode();
    Map<String, ModelProto> nets = BundleBuilder.nets(Path.of(arguments[0]));
    for (String name : BundleBuilder.QUANTIZED) {
      List<byte[]> pictures = pictures(Path.of(arguments[1], name));
      ObjectNode tensors = file.putObject(name);
      ranges(nets.get(name), pictures)
          .forEach(
              (tensor, range) -> tensors.putArray(tensor).add(range.least()).add(range.most()));
      System.out.println(
          name + ": " + tensors.size() + " tensors, " + pictures.size() + " pictures");
    }
    Files.writeString(Path.of(arguments[2]), json.writeValueAsString(file) + "\n");
  }

  private static Map<String, Range> ranges(ModelProto net, List<byte[]> pictures) throws Exception {
    Map<String, Range> ranges = new TreeMap<>();
    try (OnnxNet open = OnnxNet.of(answering(net, wanted(net)))) {
      for (byte[] picture : pictures) {
        int side = (int) Math.sqrt(picture.length / 3.0);
        open.run(picture, 1, side, side)
            .forEach((tensor, values) -> ranges.merge(tensor, range(values), Calibration::both));
      }
    }
    return ranges;
  }

  /** The tensors the quantiser asks for. */
  private static List<String> wanted(ModelProto net) {
    List<String> wanted = new ArrayList<>();
    Quantizer.quantize(
        net,
        tensor -> {
          wanted.add(tensor);
          return new Range(-1, 1);
        });
    return wanted;
  }

  private static ModelProto answering(ModelProto net, List<String> tensors) {
    GraphProto.Builder graph = net.getGraph().toBuilder().clearOutput();
    for (String tensor : tensors) {
      TypeProto.Tensor floats = TypeProto.Tensor.newBuilder().setElemType(1).build();
      graph.addOutput(
          ValueInfoProto.newBuilder()
              .setName(tensor)
              .setType(TypeProto.newBuilder().setTensorType(floats)));
    }
    return net.toBuilder().setGraph(graph).build();
  }

  private static Range range(Reference.Expected tensor) {
    float least = Float.MAX_VALUE;
    float most = -Float.MAX_VALUE;
    for (float value : tensor.values()) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return new Range(least, most);
  }

  private static Range both(Range a, Range b) {
    return new Range(Math.min(a.least(), b.least()), Math.max(a.most(), b.most()));
  }

  private static List<byte[]> pictures(Path directory) throws IOException {
    List<byte[]> pictures = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.sorted().toList()) {
        pictures.add(Files.readAllBytes(file));
      }
    }
    return pictures;
  }
}
