package dev.likeness.vision.embed;

import dev.likeness.faces.Box;
import dev.likeness.faces.Landmarks;
import dev.likeness.faces.Point;
import dev.likeness.vision.decode.OpenCv;
import dev.likeness.vision.landmarks.FacePoints;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point2f;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * As DeepFace prepares a face (modules {@code detection} and {@code preprocessing}, 0.0.103): the
 * eyes are made level and nothing else. The box, with half a box around it, is turned about its
 * centre; the box is then cut out upright, and brought into the chip with its proportions kept, in
 * the middle of black. It is not scaled by the distance of the eyes, and pixels are not averaged
 * where it shrinks.
 *
 * <p>Whole pixels are counted as DeepFace counts them: halves are cut off, and the odd pixel of the
 * black border is to the right and below. From the turned patch on, values are no longer rounded.
 *
 * @param width of the chip in pixels
 * @param height of the chip in pixels
 * @param expand by how many percent of itself the box is grown about its centre, 0 to 100
 */
public record DeepFaceAlignment(int width, int height, int expand) implements Alignment {
  static {
    OpenCv.load();
  }

  public DeepFaceAlignment {
    if (expand < 0 || expand > 100) {
      throw new IllegalArgumentException("expand is " + expand + ", expected 0 to 100");
    }
  }

  @Override
  public String describe() {
    return "DeepFace's: the detector's box with the eyes made level"
        + (expand > 0 ? ", grown by " + expand + " %" : "");
  }

  @Override
  public Chip align(Mat photo, FacePoints face, Box box) {
    Area area = Area.of(box).grown(expand);
    try (Mat patch = patch(photo, area);
        Mat level = level(patch, face.landmarks(1));
        Rect cut = turned(area, patch, face.landmarks(1));
        Mat upright = level.apply(cut)) {
      return fit(upright);
    }
  }

  /**
   * The whole picture as a chip, as DeepFace does with its detector {@code skip}.
   *
   * @param picture 8 bits, blue first
   */
  Chip fit(Mat picture) {
    double factor = Math.min((double) height / picture.rows(), (double) width / picture.cols());
    int columns = Math.max(1, (int) (picture.cols() * factor));
    int rows = Math.max(1, (int) (picture.rows() * factor));
    int left = (width - columns) / 2;
    int top = (height - rows) / 2;
    Mat chip = new Mat();
    try (Mat floats = new Mat();
        Mat small = new Mat();
        Size size = new Size(columns, rows);
        Scalar black = new Scalar(0)) {
      picture.convertTo(floats, opencv_core.CV_32F);
      opencv_imgproc.resize(floats, small, size, 0, 0, opencv_imgproc.INTER_LINEAR);
      opencv_core.copyMakeBorder(
          small,
          chip,
          top,
          height - rows - top,
          left,
          width - columns - left,
          opencv_core.BORDER_CONSTANT,
          black);
      return new Chip(chip);
    }
  }

  /** The box with half of it on each side, black beyond the photo. */
  private static Mat patch(Mat photo, Area area) {
    int x = area.x() - area.besides();
    int y = area.y() - area.above();
    int columns = area.width() + 2 * area.besides();
    int rows = area.height() + 2 * area.above();
    int left = Math.clamp(x, 0, photo.cols());
    int top = Math.clamp(y, 0, photo.rows());
    int right = Math.clamp(x + columns, left, photo.cols());
    int bottom = Math.clamp(y + rows, top, photo.rows());
    try (Scalar black = new Scalar(0);
        Rect seen = new Rect(left, top, right - left, bottom - top);
        Rect spot = new Rect(left - x, top - y, right - left, bottom - top)) {
      Mat patch = new Mat(rows, columns, opencv_core.CV_8UC3, black);
      if (!seen.empty()) {
        try (Mat from = photo.apply(seen);
            Mat to = patch.apply(spot)) {
          from.copyTo(to);
        }
      }
      return patch;
    }
  }

  private static Mat level(Mat patch, Landmarks points) {
    Mat level = new Mat();
    try (Point2f centre = new Point2f(half(patch.cols()), half(patch.rows()));
        Mat turn = opencv_imgproc.getRotationMatrix2D(centre, Math.toDegrees(tilt(points)), 1);
        Size size = new Size(patch.cols(), patch.rows());
        Scalar black = new Scalar(0)) {
      opencv_imgproc.warpAffine(
          patch, level, turn, size, opencv_imgproc.INTER_CUBIC, opencv_core.BORDER_CONSTANT, black);
    }
    return level;
  }

  /** The middle, in whole pixels. */
  private static int half(int pixels) {
    return pixels / 2;
  }

  /** Where the box is once its patch is turned: its centre moves, its sides stay. */
  private static Rect turned(Area area, Mat patch, Landmarks points) {
    double angle = tilt(points);
    double x = area.besides() + area.width() / 2.0 - patch.cols() / 2.0;
    double y = area.above() + area.height() / 2.0 - patch.rows() / 2.0;
    double centreX = x * Math.cos(angle) + y * Math.sin(angle) + patch.cols() / 2.0;
    double centreY = -x * Math.sin(angle) + y * Math.cos(angle) + patch.rows() / 2.0;
    int left = Math.max(0, (int) (centreX - area.width() / 2.0));
    int top = Math.max(0, (int) (centreY - area.height() / 2.0));
    int right = Math.min(patch.cols(), (int) (centreX + area.width() / 2.0));
    int bottom = Math.min(patch.rows(), (int) (centreY + area.height() / 2.0));
    return new Rect(left, top, right - left, bottom - top);
  }

  /** By how much the line from the viewer's left eye to the right one falls, in radians. */
  private static double tilt(Landmarks points) {
    Point left = points.leftEye();
    Point right = points.rightEye();
    return Math.atan2((double) right.y() - left.y(), (double) right.x() - left.x());
  }

  /** A box in whole pixels. */
  private record Area(int x, int y, int width, int height) {
    static Area of(Box box) {
      return new Area(
          Math.round(box.x()),
          Math.round(box.y()),
          Math.max(1, Math.round(box.width())),
          Math.max(1, Math.round(box.height())));
    }

    Area grown(int percent) {
      int w = width + width * percent / 100;
      int h = height + height * percent / 100;
      return new Area(x - (w - width) / 2, y - (h - height) / 2, w, h);
    }

    int besides() {
      return half(width);
    }

    int above() {
      return half(height);
    }
  }
}
