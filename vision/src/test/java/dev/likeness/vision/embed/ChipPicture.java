package dev.likeness.vision.embed;

import org.bytedeco.opencv.opencv_core.Mat;

/** What the recognition net gets to see of a face. */
public final class ChipPicture {
  private ChipPicture() {}

  /** The face and its mirror image, one above the other, RGB. */
  public static byte[] rgb(Chip chip) {
    try (Mat both = chip.withMirrorImage()) {
      byte[] rgb = new byte[both.rows() * both.cols() * 3];
      both.data().get(rgb);
      return rgb;
    }
  }
}
