package dev.likeness.embed;

import dev.likeness.faces.Forgotten;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Source;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The topology of a model that no longer embeds: enrollments → tombstones → embeddings. Photos are
 * left until the model is used again.
 */
final class ForgetTopology {
  static final String TOMBSTONES = "tombstones";

  /**
   * Header of a tombstone that was passed on alone: it does not say that the enrollments before it
   * were embedded.
   */
  static final String PASSED_ON = "likeness-passed-on";

  private ForgetTopology() {}

  /**
   * @param model id of the model whose embeddings are kept
   * @param partitions how many partitions the enrollments topic has
   */
  static Topology build(String model, int partitions) {
    return OutcomeTopology.of(model, TOMBSTONES, () -> new Tombstones(partitions));
  }

  private static final class Tombstones
      extends ContextualProcessor<byte[], byte @Nullable [], byte[], Outcome> {
    private final int partitions;

    Tombstones(int partitions) {
      this.partitions = partitions;
    }

    @Override
    public void process(Record<byte[], byte @Nullable []> record) {
      RecordMetadata place = context().recordMetadata().orElseThrow();
      if (record.value() == null
          && EmbedProcessor.isAtHome(record.key(), place.partition(), partitions)) {
        Outcome forgotten = new Forgotten(new Source(place.partition(), place.offset()));
        Headers headers = EmbedProcessor.traceOnly(record.headers());
        headers.add(PASSED_ON, "true".getBytes(StandardCharsets.UTF_8));
        context().forward(new Record<>(record.key(), forgotten, record.timestamp(), headers));
      }
    }
  }
}
