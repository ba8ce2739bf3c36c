package dev.likeness.ingest;

import dev.likeness.faces.Box;
import dev.likeness.faces.Cut;
import dev.likeness.faces.Embedding;
import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Forgotten;
import dev.likeness.faces.InvalidBoxException;
import dev.likeness.faces.Metadata;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Rejection;
import dev.likeness.faces.Source;
import dev.likeness.topics.EnrollmentRecords;
import dev.likeness.vision.PhotoNormalizer;
import dev.likeness.vision.StoredPhoto;
import dev.likeness.vision.Unusable;
import dev.likeness.web.AdmissionGate;
import dev.likeness.web.Problem;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Enrolls photos: checks, normalises and publishes a photo, and waits for its outcome if asked. */
final class EnrollmentService {
  private final PhotoNormalizer normalizer;
  private final AdmissionGate gate;
  private final EnrollmentLog log;
  private final OutcomeWaiter watch;

  EnrollmentService(
      PhotoNormalizer normalizer, AdmissionGate gate, EnrollmentLog log, OutcomeWaiter watch) {
    this.normalizer = normalizer;
    this.gate = gate;
    this.log = log;
    this.watch = watch;
  }

  /**
   * Enrolls a photo. The answer says accepted only of what the broker has stored.
   *
   * @param face the producer's id of the photo; the start of the photo's SHA-256 if empty
   * @param box where the face that is meant is, in pixels of the upright photo; null if the photo
   *     has to show it by itself
   * @param wait how long to wait for the outcome; zero to answer once stored
   * @throws InvalidBoxException if nothing of the photo is in the box
   * @throws Problem if the photo cannot be used, the broker does not answer, or the outcome that
   *     was waited for is a rejection
   */
  EnrollAnswer enroll(
      String gallery,
      String subject,
      Optional<String> face,
      byte[] photo,
      @Nullable Box box,
      Metadata metadata,
      @Nullable String traceparent,
      Duration wait) {
    FaceKey key = new FaceKey(gallery, subject, face.orElseGet(() -> FaceKey.faceOf(photo)));
    StoredPhoto stored =
        switch (gate.admit(() -> normalizer.normalize(photo, box))) {
          case Unusable unusable -> throw Problem.of(unusable);
          case StoredPhoto usable -> usable;
        };
    ProducerRecord<byte[], byte[]> record =
        EnrollmentRecords.photo(key, stored.jpeg(), metadata, traceparent);
    if (stored.box() != null) {
      EnrollmentRecords.putBox(record, stored.box());
    }
    if (stored.isCut()) {
      EnrollmentRecords.putCut(record, stored.cut());
    }
    if (wait.isZero()) {
      return EnrollAnswer.accepted(key, log.append(record));
    }
    try (OutcomeWaiter.Ticket ticket = watch.expect(key)) {
      Source position = log.append(record);
      return answer(key, position, stored.cut(), ticket.await(position, wait));
    }
  }

  private static EnrollAnswer answer(
      FaceKey key, Source position, Cut cut, Optional<Outcome> outcome) {
    return switch (outcome.orElse(null)) {
      case null -> EnrollAnswer.accepted(key, position);
      case Forgotten _ -> EnrollAnswer.accepted(key, position);
      case Embedding embedding -> EnrollAnswer.searchable(key, position, cut, embedding);
      case Rejection rejection ->
          throw Problem.of(rejection.reason(), rejection.detail())
              .with("face", key.toString())
              .with("position", position.toString())
              .withQuality(rejection.quality());
    };
  }
}
