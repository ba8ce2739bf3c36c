package dev.likeness.embed;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Forgotten;
import dev.likeness.faces.InvalidFaceKeyException;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Reason;
import dev.likeness.faces.Source;
import dev.likeness.topics.DeadLetters;
import dev.likeness.topics.EnrollmentRecords;
import dev.likeness.topics.Partitions;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Sends each enrollment's outcome to the embeddings. What has no face key goes to the dead letters,
 * and so does what stands on another partition than its key's (a stray).
 *
 * <p>A stray photo is removed where it stands: by a tombstone that every worker passes over, or it
 * would stay on the disk when its face is forgotten. Its outcome under this model is removed too.
 */
final class EmbedProcessor
    extends ContextualProcessor<byte[], byte @Nullable [], byte[], @Nullable Object> {
  private final Verdict verdict;
  private final int partitions;
  private final BooleanSupplier writesLetters;
  private final Witness witness;

  EmbedProcessor(Verdict verdict, int partitions, BooleanSupplier writesLetters, Witness witness) {
    this.verdict = verdict;
    this.partitions = partitions;
    this.writesLetters = writesLetters;
    this.witness = witness;
  }

  @Override
  public void process(Record<byte[], byte @Nullable []> record) {
    if (EnrollmentRecords.removesStray(record.value(), record.headers())) {
      return;
    }
    RecordMetadata place = context().recordMetadata().orElseThrow();
    Source source = new Source(place.partition(), place.offset());
    witness.begin(source);
    try {
      process(record, place, source);
    } finally {
      witness.end(source);
    }
  }

  private void process(
      Record<byte[], byte @Nullable []> record, RecordMetadata place, Source source) {
    FaceKey key;
    try {
      key = EnrollmentRecords.key(record.key(), record.value());
    } catch (InvalidFaceKeyException e) {
      letter(record, Reason.BAD_KEY, e.getMessage(), place);
      return;
    }
    int home = Partitions.of(key.toBytes(), partitions);
    if (home == source.partition()) {
      outcome(record, verdict.of(record.value(), record.headers(), source, record.timestamp()));
    } else {
      stray(record, home, place);
    }
  }

  private void outcome(Record<byte[], byte @Nullable []> record, Outcome outcome) {
    witness.outcome(outcome);
    context()
        .forward(
            new Record<>(record.key(), outcome, record.timestamp(), traceOnly(record.headers())),
            OutcomeTopology.EMBEDDINGS);
  }

  private void stray(Record<byte[], byte @Nullable []> record, int home, RecordMetadata place) {
    letter(
        record,
        Reason.MISROUTED,
        "the record is on partition "
            + place.partition()
            + ", its key belongs on "
            + home
            + ": partition by murmur2 of the key (librdkafka: partitioner=murmur2_random)",
        place);
    if (record.value() != null) {
      context()
          .forward(
              new Record<>(
                  record.key(),
                  new Forgotten(new Source(place.partition(), place.offset())),
                  record.timestamp()),
              OutcomeTopology.EMBEDDINGS);
      if (writesLetters.getAsBoolean()) {
        Headers removal = new RecordHeaders();
        removal.add(
            EnrollmentRecords.STRAY,
            Long.toString(place.offset()).getBytes(StandardCharsets.UTF_8));
        context()
            .forward(
                new Record<>(record.key(), place.partition(), record.timestamp(), removal),
                EmbedTopology.STRAYS);
      }
    }
  }

  private void letter(
      Record<byte[], byte @Nullable []> record,
      Reason reason,
      String detail,
      RecordMetadata place) {
    if (!writesLetters.getAsBoolean()) {
      return;
    }
    witness.deadLetter(reason, new Source(place.partition(), place.offset()));
    ProducerRecord<byte[], byte[]> letter =
        DeadLetters.of(
            record.key(),
            record.value(),
            record.headers(),
            reason,
            detail,
            new DeadLetters.Place(place.topic(), place.partition(), place.offset()));
    context()
        .forward(
            new Record<>(letter.key(), letter.value(), record.timestamp(), letter.headers()),
            EmbedTopology.DEAD_LETTERS);
  }

  /** Whether a key is a face's and belongs on a partition: elsewhere it has no outcome. */
  static boolean isAtHome(byte @Nullable [] key, int partition, int partitions) {
    try {
      return key != null
          && Partitions.of(FaceKey.fromBytes(key).toBytes(), partitions) == partition;
    } catch (InvalidFaceKeyException e) {
      return false;
    }
  }

  static Headers traceOnly(Headers headers) {
    Header trace = EnrollmentRecords.trace(headers);
    return trace == null ? new RecordHeaders() : new RecordHeaders(new Header[] {trace});
  }
}
