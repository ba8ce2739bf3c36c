package dev.likeness.vision;

import dev.likeness.faces.Box;
import dev.likeness.faces.Cut;
import dev.likeness.vision.decode.DecodedPhoto;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a photo around a face and shrinks what is left to the size that is stored. One face's size
 * of surroundings stays on each side, as far as there is any: detectors need some to see a face,
 * and more of it would show bystanders and leave fewer pixels to the face.
 */
final class FaceCut {
  /**
   * A face at least as wide as this on its shorter side loses nothing that the recognisers of the
   * release use: one sees the box of a face in 80 of its 112 pixels, the other in 100 of its 150.
   */
  private static final double ENOUGH = 100;

  private static final int JPEG_QUALITY = 92;

  private FaceCut() {}

  /** The part that is kept around a face, in the pixels of the face's box. */
  static Box around(Box face) {
    return face.withMargin(Math.max(face.width(), face.height()));
  }

  /**
   * How many of a photo's pixels one decoded pixel may span, so that a face of {@code box} loses
   * nothing when it is cut out and stored.
   */
  static double coarsest(Box box) {
    Box around = around(box);
    double shrinking =
        Math.max(around.width(), around.height()) / (double) PhotoLimits.STORED_LONG_SIDE;
    return Math.max(1, Math.max(shrinking, box.shorterSide() / ENOUGH));
  }

  /** The whole photo, at most as large as is stored. */
  static StoredPhoto whole(DecodedPhoto photo, @Nullable Box meant) {
    return store(photo, 0, 0, photo.width(), photo.height(), meant);
  }

  /**
   * The photo around a face, at most as large as is stored.
   *
   * @param face in pixels of the photo as sent
   */
  static StoredPhoto around(DecodedPhoto photo, Box face) {
    double scale = photo.scale();
    Box kept = around(face).times(1 / scale);
    int columns = photo.pixels().cols();
    int rows = photo.pixels().rows();
    int left = Math.clamp((long) Math.floor(kept.x()), 0, columns - 1);
    int top = Math.clamp((long) Math.floor(kept.y()), 0, rows - 1);
    int right = Math.clamp((long) Math.ceil(kept.x() + kept.width()), left + 1, columns);
    int bottom = Math.clamp((long) Math.ceil(kept.y() + kept.height()), top + 1, rows);
    try (DecodedPhoto part = photo.part(left, top, right - left, bottom - top)) {
      return store(part, left * scale, top * scale, photo.width(), photo.height(), face);
    }
  }

  private static StoredPhoto store(
      DecodedPhoto part, double x, double y, int width, int height, @Nullable Box meant) {
    try (DecodedPhoto shrunk = part.shrunkTo(PhotoLimits.STORED_LONG_SIDE)) {
      Cut cut = new Cut(x, y, shrunk.scale(), width, height);
      return new StoredPhoto(
          shrunk.toJpeg(JPEG_QUALITY),
          shrunk.pixels().cols(),
          shrunk.pixels().rows(),
          cut,
          meant == null ? null : cut.stored(meant));
    }
  }
}
