package dev.likeness.search.store;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an answer was given from.
 *
 * @param positions by partition of the enrollments topic, the last offset the index had seen; -1 if
 *     none
 * @param missing the partitions that could not answer
 */
public record IndexPosition(Map<Integer, Long> positions, Set<Integer> missing) {
  public IndexPosition {
    positions = Collections.unmodifiableMap(new TreeMap<>(positions));
    missing = Collections.unmodifiableSet(new TreeSet<>(missing));
  }

  /** What two answers were given from together: of each partition the earlier position. */
  public IndexPosition and(IndexPosition other) {
    Map<Integer, Long> both = new TreeMap<>(positions);
    other.positions.forEach((partition, offset) -> both.merge(partition, offset, Math::min));
    Set<Integer> either = new TreeSet<>(missing);
    either.addAll(other.missing);
    return new IndexPosition(both, either);
  }
}
