package dev.likeness.search.move;

import dev.likeness.web.Segment;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Where all faces of a subject are to move. What is not given stays as it is. */
record SubjectMoveRequest(
    @Segment(Segment.Of.GALLERY)
        @Schema(description = "The gallery they move to", example = "alumni")
        @Nullable String gallery,
    @Segment(Segment.Of.SUBJECT)
        @Schema(description = "The subject they move to", example = "ada.lovelace")
        @Nullable String subject) {}
