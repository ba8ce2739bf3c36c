package dev.likeness.vision.detect;

/**
 * One look with the fast net.
 *
 * @param longSide of the net's input, in pixels
 * @param border empty space around the photo, as a share of its long side
 * @param leastFace how large a face must be to settle the search, as a share of the long side
 */
record Glance(int longSide, double border, double leastFace) {}
