package dev.likeness.index;

import dev.likeness.faces.Vector;
import java.util.Map;

/**
 * What to look for.
 *
 * @param probe the vector to be near to
 * @param gallery the gallery to look in
 * @param k how many subjects at most, 1 to {@value #MAX_K}
 * @param minSimilarity the lowest cosine of interest, in [-1, 1]
 * @param attributes metadata a face must have, all of them, exactly
 */
public record NearestQuery(
    Vector probe, String gallery, int k, float minSimilarity, Map<String, String> attributes) {
  /** The most subjects one query may ask for. */
  public static final int MAX_K = 1_000;

  public NearestQuery {
    attributes = Map.copyOf(attributes);
    if (k < 1 || k > MAX_K) {
      throw new IllegalArgumentException("k is " + k + ", expected 1 to " + MAX_K);
    }
  }

  /** The same with another lowest cosine. */
  public NearestQuery from(float similarity) {
    return new NearestQuery(probe, gallery, k, similarity, attributes);
  }
}
