package dev.likeness.index;

import dev.likeness.faces.Box;
import dev.likeness.faces.Embedding;
import dev.likeness.faces.Landmarks;
import dev.likeness.faces.Metadata;
import dev.likeness.faces.Point;
import dev.likeness.faces.Quality;
import dev.likeness.faces.Source;
import dev.likeness.faces.Vector;
import java.time.Instant;
import java.util.Map;
import java.util.Random;

/** Outcomes to fill an index with. */
final class Faces {
  private Faces() {}

  static Embedding embedding(Vector vector, long offset) {
    return embedding(vector, offset, Metadata.NONE);
  }

  static Embedding embedding(Vector vector, long offset, Metadata metadata) {
    return new Embedding(
        "m",
        vector,
        new Box(1, 2, 30, 40),
        new Landmarks(
            new Point(1, 2), new Point(3, 4), new Point(5, 6), new Point(7, 8), new Point(9, 10)),
        0.9f,
        new Quality(30, 100, 120, 1, 2, 3),
        "ab".repeat(32),
        512,
        384,
        new Source(0, offset),
        Instant.ofEpochMilli(offset),
        metadata);
  }

  static Metadata team(String team) {
    return new Metadata("{\"team\":\"" + team + "\"}", Map.of("team", team));
  }

  static Vector random(Random random, int dimension) {
    float[] components = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      components[i] = (float) random.nextGaussian();
    }
    return Vector.normalized(components);
  }

  /** A vector at a cosine of about 0.75 from {@code centre}. */
  static Vector near(Random random, Vector centre) {
    float[] components = centre.toArray();
    double spread = 0.88 / Math.sqrt(components.length);
    for (int i = 0; i < components.length; i++) {
      components[i] += (float) (spread * random.nextGaussian());
    }
    return Vector.normalized(components);
  }
}
