package dev.likeness.vision;

import dev.likeness.faces.Box;
import dev.likeness.faces.Cut;
import org.jspecify.annotations.Nullable;

/**
 * A photo to be enrolled, and what its sender says of it.
 *
 * @param file an image file as it is; not copied, so not to be changed
 * @param box where the face that is meant is, in pixels of this upright photo; null if the photo
 *     has to show it by itself
 * @param cut how this photo lies in the one that was sent; null if it is that one
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record EnrollmentPhoto(byte[] file, @Nullable Box box, @Nullable Cut cut) {
  /** A photo as it was sent, of which nothing is said. */
  public static EnrollmentPhoto of(byte[] file) {
    return new EnrollmentPhoto(file, null, null);
  }

  /** How a photo of this size, which is the file's, lies in the one that was sent. */
  Cut cut(int width, int height) {
    return cut == null ? Cut.none(width, height) : cut;
  }
}
