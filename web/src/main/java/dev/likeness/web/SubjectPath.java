package dev.likeness.web;

import io.swagger.v3.oas.annotations.media.Schema;

/** Which subject a path names. */
public record SubjectPath(
    @Segment(Segment.Of.GALLERY) @Schema(description = "The gallery", example = "default")
        String gallery,
    @Segment(Segment.Of.SUBJECT) @Schema(description = "The person", example = "ada")
        String subject) {}
