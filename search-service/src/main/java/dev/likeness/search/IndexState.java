package dev.likeness.search;

import java.util.Map;
import java.util.Set;

/**
 * What an answer was given from.
 *
 * @param positions by partition of the enrollments topic, the last offset the index has seen
 * @param partial whether some partitions were not there to answer
 * @param missing those partitions
 */
record IndexState(Map<Integer, Long> positions, boolean partial, Set<Integer> missing) {
  static IndexState of(Shards shards) {
    Set<Integer> missing = shards.missing();
    return new IndexState(shards.positions(), !missing.isEmpty(), missing);
  }
}
