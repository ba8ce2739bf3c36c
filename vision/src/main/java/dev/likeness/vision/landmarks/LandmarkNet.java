package dev.likeness.vision.landmarks;

import dev.likeness.faces.Box;
import dev.likeness.faces.Point;
import dev.likeness.vision.decode.OpenCv;
import dev.likeness.vision.onnx.Net;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Finds the points of the face in a box. Thread-safe. */
public final class LandmarkNet {
  private static final int SIDE = 112;
  private static final double POINTS_TO_CROP = 1.1;

  static {
    OpenCv.load();
  }

  private final Net net;

  /**
   * @param net answers {@code points}, [n, 136]: x and y in turn, as shares of a square crop
   */
  public LandmarkNet(Net net) {
    this.net = net;
  }

  /**
   * The points of the face in {@code box}, in pixels of {@code photo}. Looks twice: the second crop
   * follows from the points found in the first, so that the result hardly depends on how the
   * detector draws its boxes.
   */
  public Located locate(Mat photo, Box box) {
    FacePoints first = look(photo, box);
    FacePoints second = look(photo, first.bounds(POINTS_TO_CROP));
    Box face = second.bounds(POINTS_TO_CROP);
    double size = Math.max(1, Math.max(face.width(), face.height()));
    return new Located(second, (float) (first.distance(second) / size));
  }

  /**
   * The points of a face.
   *
   * @param drift how far the points of the two looks lie apart on average, as a share of the face's
   *     size: hardly more than 0.02 on an upright face, hardly less on a turned one, and mostly
   *     more than 0.1 where there is none
   */
  public record Located(FacePoints points, float drift) {}

  private FacePoints look(Mat photo, Box box) {
    int side = Math.max(1, Math.round(Math.max(box.width(), box.height())));
    int left = Math.round(box.x() + (box.width() - side) / 2);
    int top = Math.round(box.y() + (box.height() - side) / 2);
    try (Mat crop = crop(photo, left, top, side)) {
      float[] values = net.run(crop, 1).get("points").values();
      List<Point> points = new ArrayList<>(FacePoints.COUNT);
      for (int i = 0; i < FacePoints.COUNT; i++) {
        points.add(new Point(left + values[2 * i] * side, top + values[2 * i + 1] * side));
      }
      return new FacePoints(points);
    }
  }

  /** A square of the photo at the net's size, RGB, black where it reaches beyond the photo. */
  private static Mat crop(Mat photo, int left, int top, int side) {
    double scale = (double) SIDE / side;
    int x0 = Math.clamp(left, 0, photo.cols() - 1);
    int y0 = Math.clamp(top, 0, photo.rows() - 1);
    int x1 = Math.clamp((long) left + side, x0 + 1, photo.cols());
    int y1 = Math.clamp((long) top + side, y0 + 1, photo.rows());
    int tx0 = Math.clamp(Math.round((x0 - left) * scale), 0, SIDE - 1);
    int ty0 = Math.clamp(Math.round((y0 - top) * scale), 0, SIDE - 1);
    int tx1 = Math.clamp(Math.round((x1 - left) * scale), tx0 + 1, SIDE);
    int ty1 = Math.clamp(Math.round((y1 - top) * scale), ty0 + 1, SIDE);
    try (Scalar black = new Scalar(0);
        Rect from = new Rect(x0, y0, x1 - x0, y1 - y0);
        Rect to = new Rect(tx0, ty0, tx1 - tx0, ty1 - ty0);
        Size size = new Size(tx1 - tx0, ty1 - ty0);
        Mat seen = photo.apply(from)) {
      Mat crop = new Mat(SIDE, SIDE, opencv_core.CV_8UC3, black);
      try (Mat spot = crop.apply(to)) {
        int how = scale < 1 ? opencv_imgproc.INTER_AREA : opencv_imgproc.INTER_LINEAR;
        opencv_imgproc.resize(seen, spot, size, 0, 0, how);
        opencv_imgproc.cvtColor(spot, spot, opencv_imgproc.COLOR_BGR2RGB);
      }
      return crop;
    }
  }
}
