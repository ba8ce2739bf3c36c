package dev.likeness.ingest;

import dev.likeness.faces.Box;
import dev.likeness.faces.Metadata;
import dev.likeness.web.Segment;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** A photo to be enrolled under a subject that the path names. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record EnrollForm(
    @NotNull(message = EnrollForm.NO_PHOTO) @Schema(description = EnrollForm.ABOUT_PHOTO)
        byte[] photo,
    @Segment(Segment.Of.FACE) @Schema(description = EnrollForm.ABOUT_FACE, example = "1")
        @Nullable String face,
    @Schema(description = EnrollForm.ABOUT_BOX, example = "120,80,200,240") @Nullable Box box,
    @Schema(description = EnrollForm.ABOUT_METADATA, example = "{\"department\":\"sales\"}")
        @Nullable Metadata metadata) {
  static final String NO_PHOTO = "send the image as a file part, or as base64 in JSON";
  static final String ABOUT_PHOTO = "The photo: an image file, at most 10 MiB";
  static final String ABOUT_FACE =
      "The producer's id of the photo; the first 16 hex digits of its SHA-256 if not given, so that"
          + " a repeated upload is the same face";
  static final String ABOUT_BOX =
      "Which of several faces is meant: x,y,width,height in pixels of the upright photo";
  static final String ABOUT_METADATA = "What is kept with the face: a JSON object, at most 4 KiB";
  static final String ABOUT_WAIT =
      "How long to wait for what becomes of the photo: a duration (ISO 8601, or such as 5s) of at"
          + " most a minute; not given, the answer comes once it is in the log";
}
