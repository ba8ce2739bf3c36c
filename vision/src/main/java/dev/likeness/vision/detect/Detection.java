package dev.likeness.vision.detect;

import dev.likeness.faces.Box;

/**
 * A face a net believes in.
 *
 * @param box in pixels of the picture searched
 * @param score in [0, 1]; scores of different nets are not comparable
 */
public record Detection(Box box, float score) {}
