package dev.likeness.vision;

import java.util.Arrays;

/**
 * A photo in the form it is kept in: an upright JPEG of at most {@link
 * PhotoLimits#STORED_LONG_SIDE} pixels on the long side, without EXIF, XMP, IPTC or comments.
 *
 * @param jpeg the file; not copied, so not to be changed
 * @param width in pixels
 * @param height in pixels
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes go straight into a record of the log
public record StoredPhoto(byte[] jpeg, int width, int height) implements NormalizedPhoto {
  @Override
  public boolean equals(Object other) {
    return other instanceof StoredPhoto p
        && width == p.width
        && height == p.height
        && Arrays.equals(jpeg, p.jpeg);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(jpeg);
  }

  @Override
  public String toString() {
    return "StoredPhoto[" + jpeg.length + " bytes, " + width + "×" + height + "]";
  }
}
