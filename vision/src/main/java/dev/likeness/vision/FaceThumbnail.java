package dev.likeness.vision;

import dev.likeness.faces.Box;
import dev.likeness.vision.decode.DecodedPhoto;
import dev.likeness.vision.decode.PhotoDecoder;
import dev.likeness.vision.decode.Undecodable;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/** Small pictures of faces, for people to look at. Thread-safe. */
public final class FaceThumbnail {
  /** How much wider than the face the picture is. */
  private static final double ROOM = 1.6;

  private static final int QUALITY = 80;

  private final PhotoDecoder decoder =
      new PhotoDecoder(PhotoLimits.MAX_BYTES, PhotoLimits.MAX_PIXELS);

  /**
   * A JPEG of a face and some room around it.
   *
   * @param photo the file
   * @param box the face, in pixels of the upright photo
   * @param side the most pixels of the picture's long side
   * @return empty if the file is no photo, or the box outside it
   */
  public Optional<byte[]> of(byte[] photo, Box box, int side) {
    return switch (decoder.decode(photo, PhotoLimits.STORED_LONG_SIDE)) {
      case Undecodable _ -> Optional.empty();
      case DecodedPhoto decoded -> {
        try (decoded) {
          yield cut(decoded, box, side);
        }
      }
    };
  }

  /**
   * A JPEG of a whole photo.
   *
   * @param photo the file
   * @param side the most pixels of the picture's long side
   * @return empty if the file is no photo
   */
  public Optional<byte[]> of(byte[] photo, int side) {
    return switch (decoder.decode(photo, PhotoLimits.STORED_LONG_SIDE)) {
      case Undecodable _ -> Optional.empty();
      case DecodedPhoto decoded -> {
        try (decoded) {
          yield Optional.of(DecodedPhoto.jpeg(decoded.pixels(), side, QUALITY));
        }
      }
    };
  }

  private static Optional<byte[]> cut(DecodedPhoto photo, Box box, int side) {
    double half = Math.max(box.width(), box.height()) * ROOM / 2 / photo.scale();
    double x = (box.x() + box.width() / 2.0) / photo.scale();
    double y = (box.y() + box.height() / 2.0) / photo.scale();
    int left = (int) Math.max(0, x - half);
    int top = (int) Math.max(0, y - half);
    int right = (int) Math.min(photo.pixels().cols(), x + half);
    int bottom = (int) Math.min(photo.pixels().rows(), y + half);
    if (right <= left || bottom <= top) {
      return Optional.empty();
    }
    try (Rect region = new Rect(left, top, right - left, bottom - top);
        Mat face = photo.pixels().apply(region)) {
      return Optional.of(DecodedPhoto.jpeg(face, side, QUALITY));
    }
  }
}
