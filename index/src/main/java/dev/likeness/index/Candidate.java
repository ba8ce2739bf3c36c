package dev.likeness.index;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Metadata;
import java.util.Comparator;

/**
 * A face near to a probe.
 *
 * @param key whose it is
 * @param similarity cosine of the angle to the probe, in [-1, 1], computed from the full vectors
 * @param metadata what was attached to it
 */
public record Candidate(FaceKey key, float similarity, Metadata metadata) {
  /** Most similar first; equally similar ones by key. */
  public static final Comparator<Candidate> NEAREST_FIRST =
      Comparator.comparingDouble(Candidate::similarity).reversed().thenComparing(Candidate::key);
}
