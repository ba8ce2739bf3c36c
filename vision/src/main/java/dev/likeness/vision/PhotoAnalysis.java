package dev.likeness.vision;

/** What became of a photo: its faces, or why there is nothing to compare. */
public sealed interface PhotoAnalysis permits FacesFound, Unusable {}
