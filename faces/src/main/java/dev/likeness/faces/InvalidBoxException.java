package dev.likeness.faces;

import java.util.Locale;

/**
 * Thrown when a place in a photo cannot be read, or lies outside its photo. The message is fit for
 * the sender.
 */
public final class InvalidBoxException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_QUOTE = 60;

  private InvalidBoxException(String message) {
    super(message);
  }

  /** A text of another form than {@code expected}. */
  static InvalidBoxException form(String name, String text, String expected) {
    String quoted = text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text;
    return new InvalidBoxException(
        name + " is '" + quoted.replaceAll("\\p{Cntrl}", "?") + "', expected " + expected);
  }

  /** A box that has nothing of its photo in it. */
  public static InvalidBoxException outside(Box box, int width, int height) {
    return new InvalidBoxException(
        String.format(
            Locale.ROOT,
            "box is '%s', expected a part of the photo, which is %d pixels wide and %d high",
            box.text(),
            width,
            height));
  }

  /** What is wrong, fit for the sender. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
