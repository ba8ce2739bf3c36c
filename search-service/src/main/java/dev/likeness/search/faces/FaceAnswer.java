package dev.likeness.search.faces;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.likeness.faces.Box;
import dev.likeness.faces.Embedding;
import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Forgotten;
import dev.likeness.faces.Landmarks;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Quality;
import dev.likeness.faces.Rejection;
import dev.likeness.search.http.PhotoSize;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a face. Never its vector: that is biometric data and of no use to a caller.
 *
 * @param gallery the gallery
 * @param subject the person
 * @param face the producer's id of the photo
 * @param status {@code searchable}, or {@code rejected} with a code and a detail
 * @param position of its enrollment, {@code partition:offset}
 * @param code why it is rejected
 * @param detail the same in a sentence
 * @param model that embedded it
 * @param photo the upright stored photo, in whose pixels the places are
 * @param box the face
 * @param landmarks five points of the face
 * @param confidence of the detector that it is a face, from 0 to 1
 * @param quality what its picture is worth; of a rejected one if it was measured
 * @param rotated by how many degrees the stored photo was turned clockwise to be read with the face
 *     upright: 0, 90, 180 or 270
 * @param enrolledAt when its photo came to the log
 * @param photoSha256 of the stored photo, in hex
 * @param metadata what is kept with it; left out if nothing is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FaceAnswer(
    String gallery,
    String subject,
    String face,
    @Schema(allowableValues = {"searchable", "rejected", "forgotten"}) String status,
    String position,
    @Nullable String code,
    @Nullable String detail,
    @Nullable String model,
    @Nullable PhotoSize photo,
    @Nullable Box box,
    @Nullable Landmarks landmarks,
    @Nullable Float confidence,
    @Nullable Quality quality,
    @Nullable Integer rotated,
    @Nullable Instant enrolledAt,
    @Nullable String photoSha256,
    @JsonRawValue @Nullable String metadata) {

  static FaceAnswer of(FaceKey key, Outcome outcome) {
    return switch (outcome) {
      case Embedding e ->
          new FaceAnswer(
              key.gallery(),
              key.subject(),
              key.face(),
              "searchable",
              e.source().toString(),
              null,
              null,
              e.model(),
              PhotoSize.ofStored(e),
              e.box(),
              e.landmarks(),
              e.confidence(),
              e.quality(),
              e.rotated(),
              e.enrolledAt(),
              e.photoSha256(),
              e.metadata().isEmpty() ? null : e.metadata().json());
      case Rejection r -> without(key, "rejected", r, r.reason().name(), r.detail(), r.quality());
      case Forgotten f -> without(key, "forgotten", f, null, null, null);
    };
  }

  private static FaceAnswer without(
      FaceKey key,
      String status,
      Outcome outcome,
      @Nullable String code,
      @Nullable String detail,
      @Nullable Quality quality) {
    return new FaceAnswer(
        key.gallery(),
        key.subject(),
        key.face(),
        status,
        outcome.source().toString(),
        code,
        detail,
        null,
        null,
        null,
        null,
        null,
        quality,
        null,
        null,
        null,
        null);
  }
}
