package dev.likeness.search;

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
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a face. Never its vector: that is biometric data and of no use to a caller.
 *
 * @param status {@code searchable}, or {@code rejected} with a code and a detail
 * @param position of its enrollment, {@code partition:offset}
 * @param photo the upright stored photo, in whose pixels the places are
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FaceAnswer(
    String gallery,
    String subject,
    String face,
    String status,
    String position,
    @Nullable String code,
    @Nullable String detail,
    @Nullable String model,
    @Nullable PhotoSize photo,
    @Nullable Box box,
    @Nullable Landmarks landmarks,
    @Nullable Float confidence,
    @Nullable Quality quality,
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
        null);
  }
}
