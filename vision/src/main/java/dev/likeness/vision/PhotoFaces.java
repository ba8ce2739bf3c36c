package dev.likeness.vision;

/** What a photo shows: its faces, which may be none, or why the file cannot be looked at. */
public sealed interface PhotoFaces permits DetectedFaces, Unusable {}
