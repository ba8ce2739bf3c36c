package dev.likeness.search.move;

import dev.likeness.web.Segment;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Where a face is to move. What is not given stays as it is. */
record FaceMoveRequest(
    @Segment(Segment.Of.GALLERY)
        @Schema(description = "The gallery it moves to", example = "alumni")
        @Nullable String gallery,
    @Segment(Segment.Of.SUBJECT)
        @Schema(description = "The subject it moves to", example = "ada.lovelace")
        @Nullable String subject,
    @Segment(Segment.Of.FACE) @Schema(description = "Its new name", example = "2")
        @Nullable String face) {}
