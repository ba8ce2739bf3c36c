package dev.likeness.embed;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.InvalidFaceKeyException;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Reason;
import dev.likeness.faces.Source;
import dev.likeness.topics.DeadLetters;
import dev.likeness.topics.EnrollmentRecords;
import java.util.function.Consumer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Sends each enrollment's outcome to the embeddings, and what has no face key to the dead letters.
 */
final class EmbedProcessor
    implements Processor<byte[], byte @Nullable [], byte[], @Nullable Object> {
  private final Verdict verdict;
  private final Consumer<Outcome> witness;
  private @Nullable ProcessorContext<byte[], @Nullable Object> context;

  EmbedProcessor(Verdict verdict, Consumer<Outcome> witness) {
    this.verdict = verdict;
    this.witness = witness;
  }

  @Override
  public void init(ProcessorContext<byte[], @Nullable Object> context) {
    this.context = context;
  }

  @Override
  public void process(Record<byte[], byte @Nullable []> record) {
    RecordMetadata place = context().recordMetadata().orElseThrow();
    try {
      FaceKey key = FaceKey.fromBytes(record.key());
      Outcome outcome =
          verdict.of(
              key,
              record.value(),
              record.headers(),
              new Source(place.partition(), place.offset()),
              record.timestamp());
      witness.accept(outcome);
      context()
          .forward(
              new Record<>(record.key(), outcome, record.timestamp(), traceOnly(record.headers())),
              OutcomeTopology.EMBEDDINGS);
    } catch (InvalidFaceKeyException e) {
      Headers headers = new RecordHeaders(record.headers());
      DeadLetters.address(
          headers,
          Reason.BAD_KEY,
          e.getMessage(),
          place.topic(),
          place.partition(),
          place.offset());
      context()
          .forward(
              new Record<>(record.key(), record.value(), record.timestamp(), headers),
              EmbedTopology.DEAD_LETTERS);
    }
  }

  private ProcessorContext<byte[], @Nullable Object> context() {
    if (context == null) {
      throw new IllegalStateException("process was called before init");
    }
    return context;
  }

  static Headers traceOnly(Headers headers) {
    Header trace = headers.lastHeader(EnrollmentRecords.TRACEPARENT);
    return trace == null ? new RecordHeaders() : new RecordHeaders(new Header[] {trace});
  }
}
