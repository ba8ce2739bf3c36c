package dev.likeness.vision.decode;

/** What became of a file: pixels, or why it has none. */
public sealed interface Decoded permits DecodedPhoto, Undecodable {}
