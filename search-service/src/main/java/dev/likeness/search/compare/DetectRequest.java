package dev.likeness.search.compare;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;

/** What a detect is asked with. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record DetectRequest(
    @NotNull(message = "send the image as a file part, or as base64 in JSON")
        @Schema(description = "The photo that is looked at: an image file, at most 10 MiB")
        byte[] photo) {}
