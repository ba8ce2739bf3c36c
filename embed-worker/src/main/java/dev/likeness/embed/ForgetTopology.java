package dev.likeness.embed;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Forgotten;
import dev.likeness.faces.InvalidFaceKeyException;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Source;
import dev.likeness.topics.Partitions;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The topology of a model that embeds no more: enrollments → tombstones → embeddings. What else
 * stands on the enrollments is left for when the model is wanted again.
 */
final class ForgetTopology {
  static final String TOMBSTONES = "tombstones";

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
      if (record.value() == null && isAtHome(record.key(), place.partition())) {
        Outcome forgotten = new Forgotten(new Source(place.partition(), place.offset()));
        context()
            .forward(
                new Record<>(
                    record.key(),
                    forgotten,
                    record.timestamp(),
                    EmbedProcessor.traceOnly(record.headers())));
      }
    }

    /** Elsewhere, and under what is no face key, a tombstone forgets nothing. */
    private boolean isAtHome(byte[] key, int partition) {
      try {
        return Partitions.of(FaceKey.fromBytes(key).toBytes(), partitions) == partition;
      } catch (InvalidFaceKeyException e) {
        return false;
      }
    }
  }
}
