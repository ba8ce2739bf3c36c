package dev.likeness.web;

import io.swagger.v3.oas.annotations.media.Schema;

/** Which gallery a path names. */
public record GalleryPath(
    @Segment(Segment.Of.GALLERY) @Schema(description = "The gallery", example = "default")
        String gallery) {}
