package dev.likeness.search.move;

import dev.likeness.faces.Metadata;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;

/** What a face's metadata is to be replaced with. */
record MetadataRequest(
    @NotNull(message = "send the JSON object that replaces it; {} for none")
        @Schema(
            description = "What is kept with the face from now on: a JSON object, at most 4 KiB",
            example = "{\"department\":\"sales\"}")
        Metadata metadata) {}
