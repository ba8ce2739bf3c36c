package dev.likeness.search.reindex;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Which generation answers, and how far the next one is.
 *
 * @param status whether one is being built
 * @param serving the one that answers
 * @param building null if none is being built
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReindexAnswer(
    @Schema(allowableValues = {"idle", "building"}) String status,
    Serving serving,
    @Nullable Building building) {
  /**
   * The generation that answers.
   *
   * @param generation its number
   * @param model whose embeddings it holds
   * @param embedded photos of the enrollments embedded by its model's workers; null while that is
   *     not known
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "ServingGeneration")
  record Serving(int generation, String model, @Nullable Part embedded) {}

  /**
   * The generation being built.
   *
   * @param generation its number
   * @param model whose embeddings it holds
   * @param embedded photos of the enrollments embedded by its model's workers
   * @param indexed records of its embeddings in its index
   * @param rate records a second, lately
   * @param etaSeconds until it has caught up, if it goes on like this; null while that is not known
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "BuildingGeneration")
  record Building(
      int generation,
      String model,
      Part embedded,
      Part indexed,
      double rate,
      @Nullable Long etaSeconds) {}

  /**
   * So many of so many.
   *
   * @param done how many are done
   * @param total of how many
   */
  @Schema(name = "Progress")
  record Part(long done, long total) {}
}
