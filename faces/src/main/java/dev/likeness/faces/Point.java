package dev.likeness.faces;

/**
 * A place in a photo, in pixels from its top-left corner.
 *
 * @param x to the right
 * @param y downwards
 */
public record Point(float x, float y) {
  /** The straight-line distance to {@code other}, in pixels. */
  public double distance(Point other) {
    return Math.hypot(x - other.x, y - other.y);
  }
}
