package dev.likeness.vision.detect;

import org.bytedeco.opencv.opencv_core.Mat;

/** What a detector gets to see of a photo. */
public final class CanvasPicture {
  private CanvasPicture() {}

  /** The photo on a square canvas, RGB. */
  public static byte[] rgb(Mat photo, int side, double border) {
    try (Canvas canvas = Canvas.draw(photo, side, side, border)) {
      byte[] rgb = new byte[side * side * 3];
      canvas.pixels().data().get(rgb);
      return rgb;
    }
  }
}
