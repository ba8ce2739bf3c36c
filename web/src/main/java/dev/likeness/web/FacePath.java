package dev.likeness.web;

import dev.likeness.faces.FaceKey;
import io.swagger.v3.oas.annotations.media.Schema;

/** Which face a path names. */
public record FacePath(
    @Segment(Segment.Of.GALLERY) @Schema(description = "The gallery", example = "default")
        String gallery,
    @Segment(Segment.Of.SUBJECT) @Schema(description = "The person", example = "ada")
        String subject,
    @Segment(Segment.Of.FACE) @Schema(description = "The producer's id of the photo", example = "1")
        String face) {
  /** The face's key. */
  public FaceKey key() {
    return new FaceKey(gallery, subject, face);
  }
}
