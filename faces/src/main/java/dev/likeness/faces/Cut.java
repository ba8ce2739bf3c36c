package dev.likeness.faces;

/**
 * How a stored photo lies in the photo that was sent: which part of it is kept, and how much
 * smaller. Both photos are upright.
 *
 * @param x the left edge of the part, in pixels of the photo as sent
 * @param y the top edge of the part, in pixels of the photo as sent
 * @param scale how many pixels of the photo as sent one stored pixel spans along a side, above 0
 * @param width of the photo as sent, in its pixels, at least 1
 * @param height of the photo as sent, in its pixels, at least 1
 */
public record Cut(double x, double y, double scale, int width, int height) {
  private static final String FORM =
      "x,y,scale,width,height: where the stored photo lies in the photo as sent";

  public Cut {
    if (!(scale > 0 && width > 0 && height > 0)) {
      throw new IllegalArgumentException(
          "cut has scale " + scale + " of " + width + "×" + height + " pixels, expected above 0");
    }
  }

  /** A photo that is stored as it was sent. */
  public static Cut none(int width, int height) {
    return new Cut(0, 0, 1, width, height);
  }

  /**
   * Reads {@code x,y,scale,width,height}, the form {@link #text()} writes.
   *
   * @throws InvalidBoxException if the text has another form
   */
  public static Cut parse(String text) {
    double[] n = Numbers.parse("cut", text, 5, FORM);
    if (!(n[2] > 0 && n[3] >= 1 && n[4] >= 1)) {
      throw InvalidBoxException.form("cut", text, FORM);
    }
    return new Cut(n[0], n[1], n[2], (int) n[3], (int) n[4]);
  }

  /** The numbers with commas between them. */
  public String text() {
    return Numbers.text(x, y, scale, width, height);
  }

  /** A place of the stored photo, in pixels of the photo as sent. */
  public Box sent(Box stored) {
    return new Box(
        (float) (x + stored.x() * scale),
        (float) (y + stored.y() * scale),
        (float) (stored.width() * scale),
        (float) (stored.height() * scale));
  }

  /** A place of the stored photo, in pixels of the photo as sent. */
  public Landmarks sent(Landmarks stored) {
    return new Landmarks(
        sent(stored.leftEye()),
        sent(stored.rightEye()),
        sent(stored.nose()),
        sent(stored.mouthLeft()),
        sent(stored.mouthRight()));
  }

  private Point sent(Point stored) {
    return new Point((float) (x + stored.x() * scale), (float) (y + stored.y() * scale));
  }

  /** A place of the photo as sent, in pixels of the stored photo. */
  public Box stored(Box sent) {
    return new Box(
        (float) ((sent.x() - x) / scale),
        (float) ((sent.y() - y) / scale),
        (float) (sent.width() / scale),
        (float) (sent.height() / scale));
  }
}
