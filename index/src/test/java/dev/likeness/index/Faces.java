package dev.likeness.index;

import dev.likeness.faces.Source;
import dev.likeness.faces.Vector;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;

/** Entries to fill an index with. */
final class Faces {
  private Faces() {}

  static FaceEntry embedding(Vector vector, long offset) {
    return embedding(vector, offset, Map.of());
  }

  static FaceEntry embedding(Vector vector, long offset, Map<String, String> attributes) {
    return FaceEntry.embedded(
        new Source(0, offset), vector, attributes, 1_000 + offset, payload(offset));
  }

  static FaceEntry rejection(long offset) {
    return FaceEntry.rejected(new Source(0, offset), Map.of(), payload(offset));
  }

  static FaceEntry forgotten(long offset) {
    return FaceEntry.forgotten(new Source(0, offset));
  }

  private static byte[] payload(long offset) {
    return ("payload of " + offset).getBytes(StandardCharsets.UTF_8);
  }

  /** The entry as an index gives it back. */
  static StoredFace stored(FaceEntry entry) {
    return new StoredFace(entry.kind(), entry.source(), entry.vector(), entry.payload());
  }

  static Map<String, String> team(String team) {
    return Map.of("team", team);
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
