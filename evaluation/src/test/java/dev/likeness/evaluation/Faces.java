package dev.likeness.evaluation;

import dev.likeness.faces.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Made-up faces. */
public final class Faces {
  private Faces() {}

  /** A face in the plane: two of them are as similar as the cosine of the angle between them. */
  public static LabelledFace at(String person, double degrees) {
    double angle = Math.toRadians(degrees);
    return new LabelledFace(
        person,
        person + "/" + degrees,
        Vector.normalized((float) Math.cos(angle), (float) Math.sin(angle)));
  }

  /** People in random directions, each with some faces nearby. */
  public static List<LabelledFace> crowd(int people, int faces, double noise, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int dimension = 24;
    List<LabelledFace> crowd = new ArrayList<>();
    for (int p = 0; p < people; p++) {
      float[] centre = gaussian(random, dimension, 1);
      for (int f = 0; f < faces; f++) {
        float[] face = gaussian(random, dimension, noise);
        for (int d = 0; d < dimension; d++) {
          face[d] += centre[d];
        }
        crowd.add(
            new LabelledFace(
                "person-%05d".formatted(p), "person-" + p + "/" + f, Vector.normalized(face)));
      }
    }
    return crowd;
  }

  private static float[] gaussian(SplittableRandom random, int dimension, double deviation) {
    float[] vector = new float[dimension];
    for (int d = 0; d < dimension; d++) {
      vector[d] = (float) (deviation * random.nextGaussian());
    }
    return vector;
  }
}
