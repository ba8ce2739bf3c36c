package dev.likeness.benchmarks;

import dev.likeness.models.WideNet;
import dev.likeness.samples.DerivedModel;
import dev.likeness.vision.ModelBundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.lucene.util.VectorUtil;
import tools.jackson.databind.JsonNode;
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
    String output = standard.bundle().card().output().name();
    Path bundle = write(models, id, output, orthonormal(least, dimension));
    return new ServedModel(
        id,
        ModelBundle.inDirectory(bundle),
        Map.of("LIKENESS_MODEL", id, "LIKENESS_MODELSDIRECTORY", models.toString()));
  }

  private static Path write(Path models, String id, String output, float[][] rows)
      throws IOException {
    return DerivedModel.write(
        Plan.MODEL,
        models,
        id,
        Optional.of(WideNet.of(DerivedModel.net(Plan.MODEL), output, rows)),
        card -> {
          int dimension = rows[0].length;
          card.put("dimension", dimension);
          ((ObjectNode) card.get("output")).put("dimension", dimension);
          if (!card.get("mean").isEmpty()) {
            float[] mean = product(card.get("mean"), rows);
            ArrayNode means = card.putArray("mean");
            for (float component : mean) {
              means.add(component);
            }
          }
        });
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
}
