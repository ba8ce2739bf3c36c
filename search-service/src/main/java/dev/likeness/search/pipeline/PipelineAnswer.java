package dev.likeness.search.pipeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline at a moment.
 *
 * @param at when it was looked at
 * @param model whose embeddings the index holds that answers
 * @param generation number of that index
 * @param building number of the generation that is being built; null if none is
 * @param lag what has still to be done
 * @param faces what the index holds
 * @param rejections by reason, how many faces cannot be found
 * @param partitions in order
 * @param workers that embed with this model
 * @param instances that hold the index
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PipelineAnswer(
    Instant at,
    String model,
    int generation,
    @Nullable Integer building,
    Lag lag,
    Faces faces,
    Map<String, Long> rejections,
    List<Partition> partitions,
    List<Member> workers,
    List<Member> instances) {

  /**
   * Records that wait.
   *
   * @param embedding published, and not yet embedded
   * @param indexing embedded, and not yet in the index
   */
  @Schema(name = "PipelineLag")
  record Lag(long embedding, long indexing) {}

  /**
   * What the index holds.
   *
   * @param searchable faces that can be found
   * @param rejected faces that cannot
   * @param forgotten faces of which a tombstone is left
   * @param bytes on disk
   */
  @Schema(name = "PipelineFaces")
  record Faces(long searchable, long rejected, long forgotten, long bytes) {}

  /**
   * How far one partition has come, in offsets of its topics.
   *
   * @param partition its number
   * @param published where the enrollments end
   * @param embedded which of them the workers read next
   * @param outcomes where the embeddings end
   * @param indexed which of them the index reads next
   */
  @Schema(name = "PipelinePartition")
  record Partition(int partition, long published, long embedded, long outcomes, long indexed) {}

  /**
   * A process, or a thread of it, that has partitions.
   *
   * @param id its id in its group
   * @param host where it runs
   * @param partitions that it has
   */
  @Schema(name = "PipelineMember")
  record Member(String id, String host, List<Integer> partitions) {}
}
