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
  private static final String FORM =
      "x,y,width,height in pixels of the photo, such as 120,80,200,240";

  public Box {
    if (!(width >= 0 && height >= 0)) {
      throw new IllegalArgumentException(
          "box is " + width + " wide and " + height + " high, neither may be negative");
    }
  }

  /**
   * Reads {@code x,y,width,height}, the form {@link #text()} writes.
   *
   * @throws InvalidBoxException if the text has another form, or the box no area
   */
  public static Box parse(String text) {
    double[] n = Numbers.parse("box", text, 4, FORM);
    if (!(n[2] > 0 && n[3] > 0)) {
      throw InvalidBoxException.form("box", text, FORM);
    }
    return new Box((float) n[0], (float) n[1], (float) n[2], (float) n[3]);
  }

  /** The numbers with commas between them. */
  public String text() {
    return Numbers.text(x, y, width, height);
  }

  /** The area in square pixels. */
  public double area() {
    return (double) width * height;
  }

  /** The shorter side in pixels. */
  public float shorterSide() {
    return Math.min(width, height);
  }

  /** The same place in a picture {@code factor} times as large. */
  public Box times(double factor) {
    return new Box(
        (float) (x * factor),
        (float) (y * factor),
        (float) (width * factor),
        (float) (height * factor));
  }

  /** The box with {@code margin} pixels more on each side. */
  public Box withMargin(float margin) {
    return new Box(x - margin, y - margin, width + 2 * margin, height + 2 * margin);
  }

  /** Whether the centre of {@code other} lies in this box. */
  public boolean hasCentreOf(Box other) {
    float cx = other.x + other.width / 2;
    float cy = other.y + other.height / 2;
    return cx >= x && cx <= x + width && cy >= y && cy <= y + height;
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
