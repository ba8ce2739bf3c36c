package dev.likeness.vision;

import dev.likeness.faces.Box;
import dev.likeness.faces.Cut;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A photo in the form it is kept in: an upright JPEG of at most {@link
 * PhotoLimits#STORED_LONG_SIDE} pixels on the long side, without EXIF, XMP, IPTC or comments.
 *
 * @param jpeg the file; not copied, so not to be changed
 * @param width in pixels
 * @param height in pixels
 * @param cut how it lies in the photo as sent
 * @param box where the face that is meant is, in its pixels; null if it has to show that by itself
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes go straight into a record of the log
public record StoredPhoto(byte[] jpeg, int width, int height, Cut cut, @Nullable Box box)
    implements NormalizedPhoto {
  /** Whether it is anything but the whole photo as sent, pixel for pixel. */
  public boolean isCut() {
    return !cut.equals(Cut.none(width, height));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StoredPhoto p
        && width == p.width
        && height == p.height
        && cut.equals(p.cut)
        && Objects.equals(box, p.box)
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
