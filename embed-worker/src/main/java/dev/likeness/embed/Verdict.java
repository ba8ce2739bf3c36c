package dev.likeness.embed;

import dev.likeness.embed.poison.TrialStoppedException;
import dev.likeness.faces.Embedding;
import dev.likeness.faces.Forgotten;
import dev.likeness.faces.InvalidBoxException;
import dev.likeness.faces.Metadata;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Reason;
import dev.likeness.faces.Rejection;
import dev.likeness.faces.Sha256;
import dev.likeness.faces.Source;
import dev.likeness.topics.EnrollmentRecords;
import dev.likeness.topics.InvalidMetadataException;
import dev.likeness.vision.EnrollmentPhoto;
import dev.likeness.vision.FaceInPhoto;
import dev.likeness.vision.FacesFound;
import dev.likeness.vision.PhotoAnalysis;
import dev.likeness.vision.Unusable;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides the outcome of one enrollment record that stands where its key belongs. Depends on the
 * record alone, unless the photo brings workers down. Whatever a record makes reading or embedding
 * throw ends as its rejection, for the next worker would only meet it again.
 */
final class Verdict {
  private static final Logger log = LoggerFactory.getLogger(Verdict.class);

  private final String model;
  private final Enroller enroller;

  Verdict(String model, Enroller enroller) {
    this.model = model;
    this.enroller = enroller;
  }

  Outcome of(byte @Nullable [] photo, Headers headers, Source source, long timestamp) {
    if (photo == null) {
      return new Forgotten(source);
    }
    try {
      Metadata metadata = EnrollmentRecords.metadata(headers);
      EnrollmentPhoto sent =
          new EnrollmentPhoto(
              photo, EnrollmentRecords.box(headers), EnrollmentRecords.cut(headers));
      return seen(enroller.enroll(sent, source), photo, metadata, source, timestamp);
    } catch (TrialStoppedException e) {
      throw e;
    } catch (InvalidMetadataException e) {
      return new Rejection(Reason.BAD_METADATA, e.getMessage(), source);
    } catch (InvalidBoxException e) {
      return new Rejection(Reason.BAD_BOX, "header " + e.getMessage(), source);
    } catch (LinkageError e) {
      // The process is broken, and no photo is to blame for it.
      throw e;
    } catch (RuntimeException | Error e) {
      log.error("embedding failed on the record at {}: {}", source, e.toString());
      log.debug("embedding failed on the record at {}", source, e);
      return new Rejection(
          Reason.CRASHED_WORKER,
          "embedding failed on this photo: " + e.getClass().getSimpleName(),
          source);
    }
  }

  private Outcome seen(
      PhotoAnalysis analysis, byte[] photo, Metadata metadata, Source source, long timestamp) {
    return switch (analysis) {
      case Unusable unusable ->
          new Rejection(unusable.reason(), unusable.detail(), source, unusable.quality());
      case FacesFound found -> {
        FaceInPhoto face = found.faces().getFirst();
        yield new Embedding(
            model,
            face.vector(),
            face.box(),
            face.landmarks(),
            face.confidence(),
            face.quality(),
            face.rotated(),
            Sha256.hex(photo),
            found.width(),
            found.height(),
            source,
            Instant.ofEpochMilli(timestamp),
            metadata);
      }
    };
  }
}
