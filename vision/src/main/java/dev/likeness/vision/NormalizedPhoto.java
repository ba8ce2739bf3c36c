package dev.likeness.vision;

/** What became of a photo on its way to storage. */
public sealed interface NormalizedPhoto permits StoredPhoto, Unusable {}
