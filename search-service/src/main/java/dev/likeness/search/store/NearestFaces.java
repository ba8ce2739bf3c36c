package dev.likeness.search.store;

import dev.likeness.index.Candidate;
import java.util.List;

/**
 * Faces compared with a probe.
 *
 * @param candidates most similar first
 * @param view what they were chosen from; faces of partitions that are missing may be nearer
 */
public record NearestFaces(List<Candidate> candidates, View view) {
  public NearestFaces {
    candidates = List.copyOf(candidates);
  }
}
