package dev.likeness.search.store;

import dev.likeness.index.Candidate;
import java.util.List;
import java.util.Set;

/**
 * The faces nearest to a probe, among the partitions that could answer.
 *
 * @param candidates the best face of each subject, most similar first
 * @param missing the partitions that could not answer; their faces may be nearer
 */
public record NearestFaces(List<Candidate> candidates, Set<Integer> missing) {
  public NearestFaces {
    candidates = List.copyOf(candidates);
    missing = Set.copyOf(missing);
  }
}
