package dev.likeness.embed;

import dev.likeness.faces.Outcome;
import dev.likeness.topics.OutcomeSerde;
import dev.likeness.topics.Topics;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * The worker's topology: enrollments → embed → embeddings, and beside it the dead letters.
 *
 * <p>It keeps no state: an outcome depends on its record alone, so a record processed twice gives
 * the same outcome twice.
 */
final class EmbedTopology {
  static final String ENROLLMENTS = "enrollments";
  static final String EMBED = "embed";
  static final String EMBEDDINGS = "embeddings";
  static final String DEAD_LETTERS = "dead-letters";

  /**
   * An outcome goes where its record stood, also when that is the wrong place for its key: a
   * misrouted record must not replace the outcome of the right one.
   */
  static final StreamPartitioner<byte[], Outcome> AS_THE_SOURCE =
      (topic, key, outcome, partitions) -> Optional.of(Set.of(outcome.source().partition()));

  private EmbedTopology() {}

  /**
   * @param model id of the model that embeds
   * @param partitions how many partitions the enrollments topic has
   * @param enroller called by as many threads as Streams has
   * @param witness told every outcome
   */
  static Topology build(
      String model, int partitions, Enroller enroller, Consumer<Outcome> witness) {
    return new Topology()
        .addSource(
            ENROLLMENTS,
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer(),
            Topics.ENROLLMENTS)
        .addProcessor(
            EMBED,
            () -> new EmbedProcessor(new Verdict(model, partitions, enroller), witness),
            ENROLLMENTS)
        .addSink(
            EMBEDDINGS,
            Topics.embeddings(model),
            new ByteArraySerializer(),
            new OutcomeSerde().serializer(),
            AS_THE_SOURCE,
            EMBED)
        .addSink(
            DEAD_LETTERS,
            Topics.DEAD_LETTERS,
            new ByteArraySerializer(),
            new ByteArraySerializer(),
            EMBED);
  }
}
