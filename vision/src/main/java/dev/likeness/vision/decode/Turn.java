package dev.likeness.vision.decode;

import dev.likeness.faces.Box;
import dev.likeness.faces.Point;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** How far a photo has to be turned clockwise to be upright, and where its points are then. */
public enum Turn {
  /** It is upright. */
  NONE(0),
  /** By a quarter. */
  QUARTER(90),
  /** It stands on its head. */
  HALF(180),
  /** By three quarters. */
  THREE_QUARTERS(270);

  static {
    OpenCv.load();
  }

  private final int degrees;

  Turn(int degrees) {
    this.degrees = degrees;
  }

  /** 0, 90, 180 or 270. */
  public int degrees() {
    return degrees;
  }

  /** The upright picture; shares the pixels if nothing is to be turned. The caller closes it. */
  public Mat upright(Mat photo) {
    if (this == NONE) {
      return new Mat(photo);
    }
    Mat turned = new Mat();
    opencv_core.rotate(
        photo,
        turned,
        switch (this) {
          case QUARTER -> opencv_core.ROTATE_90_CLOCKWISE;
          case HALF -> opencv_core.ROTATE_180;
          default -> opencv_core.ROTATE_90_COUNTERCLOCKWISE;
        });
    return turned;
  }

  /** Where a point of a photo of {@code width × height} is in the upright picture. */
  public Point upright(Point point, double width, double height) {
    return switch (this) {
      case NONE -> point;
      case QUARTER -> at(height - point.y(), point.x());
      case HALF -> at(width - point.x(), height - point.y());
      case THREE_QUARTERS -> at(point.y(), width - point.x());
    };
  }

  /** Where a point of the upright picture is in the photo, which is {@code width × height}. */
  public Point inPhoto(Point point, double width, double height) {
    return switch (this) {
      case NONE -> point;
      case QUARTER -> at(point.y(), height - point.x());
      case HALF -> at(width - point.x(), height - point.y());
      case THREE_QUARTERS -> at(width - point.y(), point.x());
    };
  }

  /** Where a box of a photo of {@code width × height} is in the upright picture. */
  public Box upright(Box box, double width, double height) {
    return between(
        upright(new Point(box.x(), box.y()), width, height),
        upright(at(box.x() + box.width(), box.y() + box.height()), width, height));
  }

  /** Where a box of the upright picture is in the photo, which is {@code width × height}. */
  public Box inPhoto(Box box, double width, double height) {
    return between(
        inPhoto(new Point(box.x(), box.y()), width, height),
        inPhoto(at(box.x() + box.width(), box.y() + box.height()), width, height));
  }

  private static Point at(double x, double y) {
    return new Point((float) x, (float) y);
  }

  private static Box between(Point a, Point b) {
    return new Box(
        Math.min(a.x(), b.x()),
        Math.min(a.y(), b.y()),
        Math.abs(b.x() - a.x()),
        Math.abs(b.y() - a.y()));
  }
}
