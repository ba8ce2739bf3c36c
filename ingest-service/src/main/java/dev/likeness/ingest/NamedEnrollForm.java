package dev.likeness.ingest;

import dev.likeness.faces.Box;
import dev.likeness.faces.Metadata;
import dev.likeness.web.Segment;
import dev.likeness.web.SubjectPath;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** A photo to be enrolled, with whom it shows. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record NamedEnrollForm(
    @Segment(Segment.Of.GALLERY)
        @Schema(description = "The gallery", defaultValue = "default", example = "staff")
        String gallery,
    @NotNull(message = "name the person in the photo")
        @Segment(Segment.Of.SUBJECT)
        @Schema(description = "The person in the photo", example = "ada")
        String subject,
    @NotNull(message = EnrollForm.NO_PHOTO) @Schema(description = EnrollForm.ABOUT_PHOTO)
        byte[] photo,
    @Segment(Segment.Of.FACE) @Schema(description = EnrollForm.ABOUT_FACE, example = "1")
        @Nullable String face,
    @Schema(description = EnrollForm.ABOUT_BOX, example = "120,80,200,240") @Nullable Box box,
    @Schema(description = EnrollForm.ABOUT_METADATA, example = "{\"department\":\"sales\"}")
        @Nullable Metadata metadata) {

  SubjectPath of() {
    return new SubjectPath(gallery, subject);
  }

  EnrollForm form() {
    return new EnrollForm(photo, face, box, metadata);
  }
}
