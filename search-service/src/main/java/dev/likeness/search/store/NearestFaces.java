package dev.likeness.search.store;

import dev.likeness.index.Candidate;
import java.util.List;

/**
 * Faces compared with a probe.
 *
 * @param candidates most similar first
 * @param faces how many they were chosen from; of a partition that is missing, how many it had when
 *     it last answered
 * @param view what they were chosen from; faces of partitions that are missing may be nearer
 */
public record NearestFaces(List<Candidate> candidates, long faces, IndexPosition view) {
  public NearestFaces {
    candidates = List.copyOf(candidates);
  }
}
