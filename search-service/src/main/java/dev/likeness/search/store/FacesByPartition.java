package dev.likeness.search.store;

import dev.likeness.index.NearestQuery;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many faces each partition had when it last answered, for each gallery and filter: while one
 * is away, that still counts, as its faces are in question again as soon as it is back. The
 * galleries and filters asked for last are kept. Safe for all threads.
 */
final class FacesByPartition {
  private static final int KEPT = 1_000;

  private final Map<Scope, Map<Integer, Long>> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Scope, Map<Integer, Long>> eldest) {
          return size() > KEPT;
        }
      };

  private record Scope(String gallery, Map<String, String> attributes) {
    static Scope of(NearestQuery query) {
      return new Scope(query.gallery(), query.attributes());
    }
  }

  /** How many faces all partitions have together, as far as is known; 0 if nothing is. */
  synchronized long total(NearestQuery query) {
    return total(known.getOrDefault(Scope.of(query), Map.of()));
  }

  /** The same, after some partitions have answered. */
  synchronized long total(
      NearestQuery query, Map<Integer, PartitionAnswer<IndexQuery.Nearby>> answers) {
    Map<Integer, Long> faces = known.computeIfAbsent(Scope.of(query), _ -> new HashMap<>());
    answers.forEach((partition, answered) -> faces.put(partition, answered.answer().faces()));
    return total(faces);
  }

  private static long total(Map<Integer, Long> faces) {
    return faces.values().stream().mapToLong(Long::longValue).sum();
  }
}
