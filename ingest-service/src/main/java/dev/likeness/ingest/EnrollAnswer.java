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
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * What the caller hears of an enrollment.
 *
 * @param gallery the gallery
 * @param subject the person
 * @param face the producer's id of the photo
 * @param position where its record stands in the enrollments topic, {@code partition:offset}; given
 *     as {@code min_position}, a query waits until it has seen it
 * @param status {@code accepted}: stored in the log. {@code searchable}: embedded as well.
 * @param model that embedded it
 * @param photo the upright photo as it was sent, in whose pixels the places are
 * @param box the face
 * @param landmarks five points of the face
 * @param confidence of the detector that it is a face, from 0 to 1
 * @param quality what its picture is worth
 * @param rotated by how many degrees the photo was turned clockwise to be read with the face
 *     upright: 0, 90, 180 or 270
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EnrollAnswer(
    String gallery,
    String subject,
    String face,
    String position,
    @Schema(allowableValues = {"accepted", "searchable"}) String status,
    @Nullable String model,
    @Nullable Size photo,
    @Nullable Box box,
    @Nullable Landmarks landmarks,
    @Nullable Float confidence,
    @Nullable Quality quality,
    @Nullable Integer rotated) {

  /**
   * The size of an upright photo, in pixels.
   *
   * @param width from the left to the right
   * @param height from the top to the bottom
   */
  @Schema(name = "PhotoSize")
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
        embedding.quality(),
        embedding.rotated());
  }

  @JsonIgnore
  HttpStatus httpStatus() {
    return status.equals(SEARCHABLE) ? HttpStatus.CREATED : HttpStatus.ACCEPTED;
  }
}
