package dev.likeness.vision.detect;

import dev.likeness.faces.Box;

/**
 * A face the net believes in.
 *
 * @param box in pixels of the picture searched
 * @param score in [0, 1]
 */
public record Detection(Box box, float score) {
  /** The same in a picture in which this one's begins at (x, y). */
  public Detection movedBy(double x, double y) {
    return new Detection(
        new Box((float) (box.x() + x), (float) (box.y() + y), box.width(), box.height()), score);
  }
}
