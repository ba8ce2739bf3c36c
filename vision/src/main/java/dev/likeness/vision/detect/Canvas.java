package dev.likeness.vision.detect;

import dev.likeness.faces.Box;
import dev.likeness.vision.decode.OpenCv;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A photo drawn onto a net's input: RGB, proportions kept, middle grey around it. Knows the way
 * back from input coordinates to the photo's. Owns native memory: close it.
 */
final class Canvas implements AutoCloseable {
  static {
    OpenCv.load();
  }

  private final Mat pixels;
  private final double scale;
  private final int left;
  private final int top;

  private Canvas(Mat pixels, double scale, int left, int top) {
    this.pixels = pixels;
    this.scale = scale;
    this.left = left;
    this.top = top;
  }

  /**
   * @param border empty space on each side, as a share of the photo's long side
   */
  static Canvas draw(Mat photo, int width, int height, double border) {
    double margin = border * Math.max(photo.cols(), photo.rows());
    double scale =
        Math.min(width / (photo.cols() + 2 * margin), height / (photo.rows() + 2 * margin));
    int left = (int) Math.floor(margin * scale);
    int top = left;
    int w = Math.clamp(Math.round(photo.cols() * scale), 1, width - left);
    int h = Math.clamp(Math.round(photo.rows() * scale), 1, height - top);
    try (Scalar grey = new Scalar(117, 117, 117, 0);
        Rect place = new Rect(left, top, w, h);
        Size size = new Size(w, h)) {
      Mat pixels = new Mat(height, width, opencv_core.CV_8UC3, grey);
      try (Mat spot = pixels.apply(place)) {
        int how = scale < 1 ? opencv_imgproc.INTER_AREA : opencv_imgproc.INTER_LINEAR;
        opencv_imgproc.resize(photo, spot, size, 0, 0, how);
        opencv_imgproc.cvtColor(spot, spot, opencv_imgproc.COLOR_BGR2RGB);
      }
      return new Canvas(pixels, scale, left, top);
    }
  }

  /** A canvas with the photo's proportions, both sides rounded up to a multiple of {@code step}. */
  static Canvas drawTight(Mat photo, int longSide, int step, double border) {
    double margin = border * Math.max(photo.cols(), photo.rows());
    double w = photo.cols() + 2 * margin;
    double h = photo.rows() + 2 * margin;
    double scale = longSide / Math.max(w, h);
    return draw(photo, roundUp(w * scale, step), roundUp(h * scale, step), border);
  }

  private static int roundUp(double value, int step) {
    return Math.max(1, (int) Math.ceil(value / step - 1e-6)) * step;
  }

  Mat pixels() {
    return pixels;
  }

  /** A box given by its edges on the canvas, in pixels of the photo. */
  Box inPhoto(double x0, double y0, double x1, double y1) {
    return new Box(
        (float) ((x0 - left) / scale),
        (float) ((y0 - top) / scale),
        (float) (Math.max(0, x1 - x0) / scale),
        (float) (Math.max(0, y1 - y0) / scale));
  }

  @Override
  public void close() {
    pixels.close();
  }
}
