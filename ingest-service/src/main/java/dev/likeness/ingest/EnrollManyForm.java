package dev.likeness.ingest;

import dev.likeness.faces.Metadata;
import dev.likeness.web.Photos;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** Several photos of one subject, which the path names. */
record EnrollManyForm(
    @NotNull(message = EnrollForm.NO_PHOTO)
        @Schema(description = "The photos, each an image file of at most 10 MiB")
        Photos photos,
    @Schema(
            description = "What is kept with each of the faces: a JSON object, at most 4 KiB",
            example = "{\"department\":\"sales\"}")
        @Nullable Metadata metadata) {}
