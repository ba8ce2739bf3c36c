package dev.likeness.index;

import dev.likeness.faces.FaceKey;
import java.nio.ByteBuffer;
import java.util.Comparator;

/**
 * A face near to a probe.
 *
 * @param key whose it is
 * @param similarity cosine of the angle to the probe, in [-1, 1], computed from the full vectors
 * @param payload what was given with the face
 */
public record Candidate(FaceKey key, float similarity, ByteBuffer payload) {
  /** Most similar first; equally similar ones by key. */
  public static final Comparator<Candidate> NEAREST_FIRST =
      Comparator.comparingDouble(Candidate::similarity).reversed().thenComparing(Candidate::key);

  public Candidate {
    payload = payload.asReadOnlyBuffer();
  }
}
