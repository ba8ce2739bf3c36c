package dev.likeness.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.likeness.search.store.Shards;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an answer was given from.
 *
 * @param positions by partition of the enrollments topic, the last offset the index has seen
 * @param asOf when the index was last known to have read all there was; it lies back while the
 *     broker is away or the index is behind
 * @param partial whether some partitions were not there to answer
 * @param missing those partitions
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record IndexState(
    Map<Integer, Long> positions, @Nullable Instant asOf, boolean partial, Set<Integer> missing) {
  static IndexState of(Shards shards, Freshness freshness, Set<Integer> missing) {
    return new IndexState(shards.positions(), freshness.asOf(), !missing.isEmpty(), missing);
  }
}
