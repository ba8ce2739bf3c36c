package dev.likeness.embed;

import dev.likeness.faces.Outcome;
import dev.likeness.topics.Topics;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;

/**
 * The worker's topology: enrollments → embed → embeddings, and beside it the dead letters.
 *
 * <p>It keeps no state: an outcome depends on its record alone, so a record processed twice gives
 * the same outcome twice.
 */
final class EmbedTopology {
  static final String EMBED = "embed";
  static final String DEAD_LETTERS = "dead-letters";

  private EmbedTopology() {}

  /**
   * @param model id of the model that embeds
   * @param partitions how many partitions the enrollments topic has
   * @param enroller called by as many threads as Streams has
   * @param witness told every outcome
   */
  static Topology build(
      String model, int partitions, Enroller enroller, Consumer<Outcome> witness) {
    return OutcomeTopology.of(
            model,
            EMBED,
            () -> new EmbedProcessor(new Verdict(model, partitions, enroller), witness))
        .addSink(
            DEAD_LETTERS,
            Topics.DEAD_LETTERS,
            new ByteArraySerializer(),
            new ByteArraySerializer(),
            EMBED);
  }
}
