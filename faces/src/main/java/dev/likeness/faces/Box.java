package dev.likeness.faces;

/**
 * An upright rectangle in a photo, in pixels from its top-left corner. It may reach beyond the
 * photo's edges: a face at the border does.
 *
 * @param x the left edge
 * @param y the top edge
 * @param width at least 0
 * @param height at least 0
 */
public record Box(float x, float y, float width, float height) {
  public Box {
    if (!(width >= 0 && height >= 0)) {
      throw new IllegalArgumentException(
          "box is " + width + " wide and " + height + " high, neither may be negative");
    }
  }

  /** The area in square pixels. */
  public double area() {
    return (double) width * height;
  }

  /** The shorter side in pixels. */
  public float shorterSide() {
    return Math.min(width, height);
  }

  /**
   * Intersection over union with {@code other}, in [0, 1]: 1 for the same box, 0 for boxes apart.
   */
  public double overlap(Box other) {
    double shared = intersection(other);
    double union = area() + other.area() - shared;
    return union <= 0 ? 0 : shared / union;
  }

  /** The area shared with {@code other}, in square pixels. */
  public double intersection(Box other) {
    double w = Math.min(x + width, other.x + other.width) - Math.max(x, other.x);
    double h = Math.min(y + height, other.y + other.height) - Math.max(y, other.y);
    return w <= 0 || h <= 0 ? 0 : w * h;
  }
}
