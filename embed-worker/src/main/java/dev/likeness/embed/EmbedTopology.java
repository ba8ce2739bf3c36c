package dev.likeness.embed;

import dev.likeness.topics.Topics;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * The worker's topology: enrollments → embed → embeddings, and beside it the dead letters and the
 * tombstones of strays.
 *
 * <p>It keeps no state: an outcome depends on its record alone, so a record processed twice gives
 * the same outcome twice.
 */
final class EmbedTopology {
  static final String EMBED = "embed";
  static final String DEAD_LETTERS = "dead-letters";
  static final String STRAYS = "strays";

  /** The value is the partition that the tombstone goes to; the record has none. */
  private static final StreamPartitioner<byte[], Integer> WHERE_IT_STANDS =
      (topic, key, partition, partitions) -> Optional.of(Set.of(partition));

  private static final Serializer<Integer> TOMBSTONE = (topic, partition) -> null;

  private EmbedTopology() {}

  /**
   * @param model id of the model that embeds
   * @param partitions how many partitions the enrollments topic has
   * @param enroller called by as many threads as Streams has
   * @param writesLetters whether this model writes dead letters and tombstones of strays: of
   *     several models one does, because a model that reads the log from its start would write
   *     again what was removed since
   * @param witness receives the result of every record
   */
  static Topology build(
      String model,
      int partitions,
      Enroller enroller,
      BooleanSupplier writesLetters,
      Witness witness) {
    return OutcomeTopology.of(
            model,
            EMBED,
            () ->
                new EmbedProcessor(
                    new Verdict(model, enroller), partitions, writesLetters, witness))
        .addSink(
            DEAD_LETTERS,
            Topics.DEAD_LETTERS,
            new ByteArraySerializer(),
            new ByteArraySerializer(),
            EMBED)
        .addSink(
            STRAYS,
            Topics.ENROLLMENTS,
            new ByteArraySerializer(),
            TOMBSTONE,
            WHERE_IT_STANDS,
            EMBED);
  }
}
