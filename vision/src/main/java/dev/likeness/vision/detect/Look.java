package dev.likeness.vision.detect;

/**
 * One look of the net at a photo.
 *
 * @param longSide of the net's input, in pixels
 * @param border empty space around the photo, as a share of its long side
 */
record Look(int longSide, double border) {}
