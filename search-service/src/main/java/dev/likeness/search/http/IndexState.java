package dev.likeness.search.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.likeness.search.generation.IndexGeneration;
import dev.likeness.search.store.IndexPosition;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an answer was given from.
 *
 * @param generation number of the index's generation
 * @param positions by partition of the enrollments topic, the last offset the index has seen
 * @param asOf when the index was last known to have read all there was; it lies back while the
 *     broker is away or the index is behind
 * @param partial whether some partitions were not there to answer
 * @param missing those partitions
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IndexState(
    int generation,
    Map<Integer, Long> positions,
    @Nullable Instant asOf,
    boolean partial,
    Set<Integer> missing) {
  public static IndexState of(IndexGeneration asked, IndexPosition view) {
    return new IndexState(
        asked.id().number(),
        view.positions(),
        asked.freshness().asOf(),
        !view.missing().isEmpty(),
        view.missing());
  }
}
