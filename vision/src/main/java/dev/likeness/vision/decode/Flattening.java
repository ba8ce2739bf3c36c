package dev.likeness.vision.decode;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Brings decoded pixels to three bytes each, with what is transparent laid on white: {@code colour
 * × alpha + white × (1 - alpha)}. White is what a page, a printer and most viewers show there.
 */
final class Flattening {
  private static final double WORD_TO_BYTE = 1 / 257.0;

  private Flattening() {}

  /**
   * Takes over {@code decoded} and answers 8-bit pixels, blue first; what it cannot bring to them
   * comes back as it is. The colours must not be multiplied by alpha yet.
   */
  static Mat onWhite(Mat decoded) {
    if (decoded.empty() || decoded.type() == opencv_core.CV_8UC3) {
      return decoded;
    }
    if (decoded.depth() == opencv_core.CV_16U) {
      try (decoded) {
        Mat bytes = new Mat();
        decoded.convertTo(bytes, opencv_core.CV_8U, WORD_TO_BYTE, 0);
        return onWhite(bytes);
      }
    }
    if (decoded.type() == opencv_core.CV_8UC1) {
      return coloured(decoded);
    }
    return decoded.type() == opencv_core.CV_8UC4 ? flattened(decoded) : decoded;
  }

  private static Mat coloured(Mat grey) {
    try (grey) {
      Mat colour = new Mat();
      opencv_imgproc.cvtColor(grey, colour, opencv_imgproc.COLOR_GRAY2BGR);
      return colour;
    }
  }

  private static Mat flattened(Mat transparent) {
    try (transparent;
        Mat alpha = new Mat();
        Mat multiplied = new Mat();
        Mat white = new Mat()) {
      opencv_core.extractChannel(transparent, alpha, 3);
      opencv_imgproc.cvtColor(transparent, multiplied, opencv_imgproc.COLOR_RGBA2mRGBA);
      opencv_core.bitwise_not(alpha, alpha);
      opencv_imgproc.cvtColor(alpha, white, opencv_imgproc.COLOR_GRAY2BGR);
      Mat flat = new Mat();
      opencv_imgproc.cvtColor(multiplied, flat, opencv_imgproc.COLOR_BGRA2BGR);
      opencv_core.add(flat, white, flat);
      return flat;
    }
  }
}
