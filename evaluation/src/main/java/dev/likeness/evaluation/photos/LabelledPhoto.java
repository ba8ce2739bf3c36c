package dev.likeness.evaluation.photos;

import java.nio.file.Path;

/** A photo file and whom it shows. */
public record LabelledPhoto(String person, Path path) {}
