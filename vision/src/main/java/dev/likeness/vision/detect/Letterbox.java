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
final class Letterbox implements AutoCloseable {
  static {
    OpenCv.load();
  }

  private static final int STEP = 32;

  private final Mat pixels;
  private final double scale;
  private final double left;
  private final double top;

  private Letterbox(Mat pixels, double scale, double left, double top) {
    this.pixels = pixels;
    this.scale = scale;
    this.left = left;
    this.top = top;
  }

  private static Letterbox draw(Mat photo, int width, int height, double border) {
    double margin = border * Math.max(photo.cols(), photo.rows());
    double scale =
        Math.min(width / (photo.cols() + 2 * margin), height / (photo.rows() + 2 * margin));
    int left = (int) Math.floor(margin * scale);
    int top = left;
    int w = Math.clamp(Math.round(photo.cols() * scale), 1, width - left);
    int h = Math.clamp(Math.round(photo.rows() * scale), 1, height - top);
    try (Rect place = new Rect(left, top, w, h)) {
      Mat pixels = grey(width, height);
      place(photo, pixels, place, scale);
      return new Letterbox(pixels, scale, left, top);
    }
  }

  /**
   * A canvas with the photo's proportions, both sides rounded up to a multiple of {@link #STEP}.
   */
  static Letterbox drawTight(Mat photo, Look look) {
    double margin = look.border() * Math.max(photo.cols(), photo.rows());
    double w = photo.cols() + 2 * margin;
    double h = photo.rows() + 2 * margin;
    double scale = look.longSide() / Math.max(w, h);
    return draw(photo, roundUp(w * scale), roundUp(h * scale), look.border());
  }

  /**
   * A square canvas of a box of the photo and its surroundings.
   *
   * @param margin of the surroundings on each side, as a share of the box's long side
   */
  static Letterbox drawAround(Mat photo, Box box, double margin, int side) {
    double seen = Math.max(1, Math.max(box.width(), box.height()) * (1 + 2 * margin));
    double left = box.x() + (box.width() - seen) / 2;
    double top = box.y() + (box.height() - seen) / 2;
    int x0 = Math.clamp((long) Math.floor(left), 0, photo.cols() - 1);
    int y0 = Math.clamp((long) Math.floor(top), 0, photo.rows() - 1);
    int x1 = Math.clamp((long) Math.ceil(left + seen), x0 + 1, photo.cols());
    int y1 = Math.clamp((long) Math.ceil(top + seen), y0 + 1, photo.rows());
    double scale = side / seen;
    int dx = Math.clamp(Math.round((x0 - left) * scale), 0, side - 1);
    int dy = Math.clamp(Math.round((y0 - top) * scale), 0, side - 1);
    int w = Math.clamp(Math.round((x1 - x0) * scale), 1, side - dx);
    int h = Math.clamp(Math.round((y1 - y0) * scale), 1, side - dy);
    try (Rect from = new Rect(x0, y0, x1 - x0, y1 - y0);
        Rect to = new Rect(dx, dy, w, h);
        Mat part = photo.apply(from)) {
      Mat pixels = grey(side, side);
      place(part, pixels, to, scale);
      return new Letterbox(pixels, scale, dx - x0 * scale, dy - y0 * scale);
    }
  }

  private static int roundUp(double value) {
    return Math.max(1, (int) Math.ceil(value / STEP - 1e-6)) * STEP;
  }

  private static Mat grey(int width, int height) {
    try (Scalar grey = new Scalar(117, 117, 117, 0)) {
      return new Mat(height, width, opencv_core.CV_8UC3, grey);
    }
  }

  private static void place(Mat picture, Mat canvas, Rect place, double scale) {
    try (Size size = new Size(place.width(), place.height());
        Mat spot = canvas.apply(place)) {
      int how = scale < 1 ? opencv_imgproc.INTER_AREA : opencv_imgproc.INTER_LINEAR;
      opencv_imgproc.resize(picture, spot, size, 0, 0, how);
      opencv_imgproc.cvtColor(spot, spot, opencv_imgproc.COLOR_BGR2RGB);
    }
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
