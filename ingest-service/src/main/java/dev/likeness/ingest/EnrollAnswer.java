package dev.likeness.ingest;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.likeness.faces.Box;
import dev.likeness.faces.Cut;
import dev.likeness.faces.Embedding;
import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Landmarks;
import dev.likeness.faces.Quality;
import dev.likeness.faces.Source;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * What the caller hears of an enrollment.
 *
 * @param position where its record stands in the enrollments topic, {@code partition:offset}; given
 *     as {@code min_position}, a query waits until it has seen it
 * @param status {@code accepted}: stored in the log. {@code searchable}: embedded as well.
 * @param photo the upright photo as it was sent, in whose pixels the places are
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EnrollAnswer(
    String gallery,
    String subject,
    String face,
    String position,
    String status,
    @Nullable String model,
    @Nullable Size photo,
    @Nullable Box box,
    @Nullable Landmarks landmarks,
    @Nullable Float confidence,
    @Nullable Quality quality) {

  /** Of a photo, in pixels. */
  record Size(int width, int height) {}

  private static final String SEARCHABLE = "searchable";

  static EnrollAnswer accepted(FaceKey key, Source position) {
    return new EnrollAnswer(
        key.gallery(),
        key.subject(),
        key.face(),
        position.toString(),
        "accepted",
        null,
        null,
        null,
        null,
        null,
        null);
  }

  static EnrollAnswer searchable(FaceKey key, Source position, Cut cut, Embedding embedding) {
    return new EnrollAnswer(
        key.gallery(),
        key.subject(),
        key.face(),
        position.toString(),
        SEARCHABLE,
        embedding.model(),
        new Size(cut.width(), cut.height()),
        cut.sent(embedding.box()),
        cut.sent(embedding.landmarks()),
        embedding.confidence(),
        embedding.quality());
  }

  @JsonIgnore
  HttpStatus httpStatus() {
    return status.equals(SEARCHABLE) ? HttpStatus.CREATED : HttpStatus.ACCEPTED;
  }
}
