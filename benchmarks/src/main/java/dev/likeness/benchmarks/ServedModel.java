package dev.likeness.benchmarks;

import dev.likeness.models.WideNet;
import dev.likeness.vision.ModelBundle;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.lucene.util.VectorUtil;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model to serve over HTTP: the default one, or one of more dimensions that sees faces as the
 * default one does, at the same angles to each other.
 *
 * @param id of the model
 * @param bundle its files
 * @param environment of a Likeness that is to begin with it
 */
record ServedModel(String id, ModelBundle bundle, Map<String, String> environment) {
  private static final String FROM = "likeness-models/" + Plan.MODEL + "/";
  private static final String RECOGNITION = "recognition";
  private static final String CARD = "card.json";
  private static final List<String> NETS =
      List.of("detector-fast", "detector-thorough", "landmarks");

  /** The one that is served unless something else is asked for. */
  static ServedModel standard() {
    return new ServedModel(Plan.MODEL, ModelBundle.onClasspath(Plan.MODEL), Map.of());
  }

  /**
   * The one of so many dimensions.
   *
   * @param models where its bundle is written, if it is not the default one
   * @throws IllegalArgumentException if the default one has more
   */
  static ServedModel of(int dimension, Path models) throws IOException {
    ServedModel standard = standard();
    int least = standard.bundle().card().dimension();
    if (dimension == least) {
      return standard;
    }
    if (dimension < least) {
      throw new IllegalArgumentException(
          "--dimensions has " + dimension + ", expected " + least + " or more to serve over HTTP");
    }
    String id = Plan.MODEL + "-in-" + dimension;
    Path bundle = Files.createDirectories(models.resolve(id));
    write(bundle, id, orthonormal(least, dimension));
    return new ServedModel(
        id,
        ModelBundle.inDirectory(bundle),
        Map.of("LIKENESS_MODEL", id, "LIKENESS_MODELSDIRECTORY", models.toString()));
  }

  private static void write(Path bundle, String id, float[][] rows) throws IOException {
    for (String net : NETS) {
      Files.write(bundle.resolve(net + ".onnx"), resource(net + ".onnx"));
    }
    byte[] wide = WideNet.of(resource(RECOGNITION + ".onnx"), rows);
    Files.write(bundle.resolve(RECOGNITION + ".onnx"), wide);
    ObjectNode card = (ObjectNode) JsonMapper.shared().readTree(resource(CARD));
    float[] mean = product(card.get("mean"), rows);
    card.put("id", id).put("dimension", rows[0].length);
    ArrayNode means = card.putArray("mean");
    for (float component : mean) {
      means.add(component);
    }
    ((ObjectNode) card.get("files").get(RECOGNITION))
        .put("bytes", wide.length)
        .put("sha256", sha256(wide));
    Files.write(bundle.resolve(CARD), JsonMapper.shared().writeValueAsBytes(card));
  }

  private static byte[] resource(String file) throws IOException {
    try (InputStream in = ServedModel.class.getClassLoader().getResourceAsStream(FROM + file)) {
      if (in == null) {
        throw new FileNotFoundException(FROM + file + " is not on the classpath");
      }
      return in.readAllBytes();
    }
  }

  private static float[] product(JsonNode vector, float[][] rows) {
    float[] product = new float[rows[0].length];
    for (int row = 0; row < rows.length; row++) {
      for (int d = 0; d < product.length; d++) {
        product[d] += vector.get(row).floatValue() * rows[row][d];
      }
    }
    return product;
  }

  /** Random unit vectors, each made orthogonal to those before it (Gram and Schmidt). */
  private static float[][] orthonormal(int rows, int dimension) {
    SplittableRandom random = new SplittableRandom(dimension);
    float[][] all = new float[rows][dimension];
    for (int row = 0; row < rows; row++) {
      for (int d = 0; d < dimension; d++) {
        all[row][d] = (float) random.nextGaussian();
      }
      for (int before = 0; before < row; before++) {
        float along = VectorUtil.dotProduct(all[row], all[before]);
        for (int d = 0; d < dimension; d++) {
          all[row][d] -= along * all[before][d];
        }
      }
      VectorUtil.l2normalize(all[row]);
    }
    return all;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
