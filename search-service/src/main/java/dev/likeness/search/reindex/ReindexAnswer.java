package dev.likeness.search.reindex;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Which generation answers, and how far the next one is.
 *
 * @param status {@code idle} or {@code building}
 * @param building null if none is being built
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReindexAnswer(String status, Serving serving, @Nullable Building building) {
  /** The generation that answers. */
  record Serving(int generation, String model) {}

  /**
   * The generation being built.
   *
   * @param embedded photos of the enrollments embedded by its model's workers
   * @param indexed records of its embeddings in its index
   * @param rate records a second, lately
   * @param etaSeconds until it has caught up, if it goes on like this; null while that is not known
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Building(
      int generation,
      String model,
      Part embedded,
      Part indexed,
      double rate,
      @Nullable Long etaSeconds) {}

  /** So many of so many. */
  record Part(long done, long total) {}
}
