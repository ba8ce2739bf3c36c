package dev.likeness.models;

import dev.likeness.models.onnx.ModelProto;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the bundles: {@code detection}, whose nets find faces and their points for every model,
 * and one bundle for each model, which is its recognition net. A {@code card.json} in each seals
 * its nets by size and SHA-256. The sample photos lie beside them. The same packages give the same
 * bytes.
 */
public final class BundleBuilder {
  private static final String LOCK = "package-lock.json";
  private static final int SAMPLES = 6;
  private static final String DETECTION = "detection";
  private static final String RECOGNITION = "recognition";
  private static final String FACE_API = "@vladmandic/face-api";
  private static final String DLIB = "dlib-resnet-128";
  private static final String FACEPLUGIN = "faceplugin-face-recognition-js";
  private static final String FR_FEATURE = "fr-feature-512";

  /** The nets that spend enough time in convolutions to gain from 8 bits, and lose nothing. */
  static final List<String> QUANTIZED = List.of(RECOGNITION);

  private final Path npm;
  private final Path cards;
  private final Path target;

  private BundleBuilder(Path npm, Path cards, Path target) {
    this.npm = npm;
    this.cards = cards;
    this.target = target;
  }

  /**
   * Builds the bundles.
   *
   * @param args the directory into which npm installed the packages by its lock, the directory of
   *     the cards' templates and the ranges, and the directory to write into
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 3) {
      throw new IllegalArgumentException(
          "got " + args.length + " arguments, expected 3: npm's directory, cards, target");
    }
    build(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]));
  }

  static void build(Path npm, Path cards, Path target) throws IOException {
    new BundleBuilder(npm, cards, target).build();
  }

  private void build() throws IOException {
    Path faceApi = installed(FACE_API);
    Map<String, byte[]> nets = new LinkedHashMap<>();
    for (Map.Entry<String, ModelProto> net : nets(faceApi.resolve("model")).entrySet()) {
      ModelProto built =
          QUANTIZED.contains(net.getKey())
              ? Ranges.read(cards.resolve(DLIB + "-ranges.json"), net.getKey())
                  .quantize(net.getKey(), net.getValue())
              : net.getValue();
      nets.put(net.getKey(), built.toByteArray());
    }
    write(DLIB, FACE_API, Map.of(RECOGNITION, nets.remove(RECOGNITION)));
    Path faceplugin = installed(FACEPLUGIN).resolve("model");
    byte[] detector = Files.readAllBytes(faceplugin.resolve("fr_detect.onnx"));
    nets.put("detector", DetectorNet.build(detector).toByteArray());
    write(DETECTION, FACE_API, nets);
    byte[] feature = Files.readAllBytes(faceplugin.resolve("fr_feature.onnx"));
    write(FR_FEATURE, FACEPLUGIN, Map.of(RECOGNITION, feature));
    copySamples(faceApi.resolve("demo"), Files.createDirectories(target.resolve("samples")));
  }

  private void write(String bundle, String packageName, Map<String, byte[]> nets)
      throws IOException {
    Path directory = emptied(target.resolve(bundle));
    Card card = Card.from(cards.resolve(bundle + ".json"));
    card.comesFrom(packageName, npm.resolve(LOCK));
    for (Map.Entry<String, byte[]> net : nets.entrySet()) {
      String name = net.getKey() + ".onnx";
      Files.write(directory.resolve(name), net.getValue());
      card.seal(net.getKey(), name, net.getValue());
    }
    Files.writeString(directory.resolve("card.json"), card.json());
  }

  /** The directory without what an earlier build wrote. */
  private static Path emptied(Path directory) throws IOException {
    Files.createDirectories(directory);
    try (DirectoryStream<Path> before = Files.newDirectoryStream(directory)) {
      for (Path file : before) {
        Files.delete(file);
      }
    }
    return directory;
  }

  private Path installed(String packageName) throws NoSuchFileException {
    Path directory = npm.resolve("node_modules").resolve(packageName);
    if (!Files.isDirectory(directory.resolve("model"))) {
      throw new NoSuchFileException(
          directory.toString(),
          null,
          "run models/fetch-weights.sh, which fetches the weights by npm");
    }
    return directory;
  }

  /** The nets that are built from face-api's weights, in 32-bit floats, by role. */
  static Map<String, ModelProto> nets(Path weights) throws IOException {
    Map<String, ModelProto> nets = new LinkedHashMap<>();
    nets.put("landmarks", LandmarksNet.build(Weights.read(weights, "face_landmark_68_model")));
    nets.put(RECOGNITION, RecognitionNet.build(Weights.read(weights, "face_recognition_model")));
    return nets;
  }

  private static void copySamples(Path demo, Path samples) throws IOException {
    for (int i = 1; i <= SAMPLES; i++) {
      String name = "sample" + i + ".jpg";
      Files.copy(demo.resolve(name), samples.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
