package dev.likeness.embed;

import dev.likeness.faces.Outcome;
import dev.likeness.topics.OutcomeSerde;
import dev.likeness.topics.Topics;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.jspecify.annotations.Nullable;

/** What the topologies here share: enrollments → one processor → a model's embeddings. */
final class OutcomeTopology {
  static final String ENROLLMENTS = "enrollments";
  static final String EMBEDDINGS = "embeddings";

  /**
   * An outcome goes where its record stood, also when that is the wrong place for its key: a
   * misrouted record must not replace the outcome of the right one.
   */
  private static final StreamPartitioner<byte[], Outcome> AS_THE_SOURCE =
      (topic, key, outcome, partitions) -> Optional.of(Set.of(outcome.source().partition()));

  private OutcomeTopology() {}

  /**
   * @param model whose embeddings are written
   * @param name of the processor
   */
  static <V extends @Nullable Object> Topology of(
      String model,
      String name,
      ProcessorSupplier<byte[], byte @Nullable [], byte[], V> processor) {
    return new Topology()
        .addSource(
            ENROLLMENTS,
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer(),
            Topics.ENROLLMENTS)
        .addProcessor(name, processor, ENROLLMENTS)
        .addSink(
            EMBEDDINGS,
            Topics.embeddings(model),
            new ByteArraySerializer(),
            new OutcomeSerde().serializer(),
            AS_THE_SOURCE,
            name);
  }
}
