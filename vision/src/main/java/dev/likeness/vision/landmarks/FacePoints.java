package dev.likeness.vision.landmarks;

import dev.likeness.faces.Box;
import dev.likeness.faces.Landmarks;
import dev.likeness.faces.Point;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The 68 points of the iBUG 300-W markup, in pixels of the picture searched: 0–16 jaw, 17–26 brows,
 * 27–35 nose, 36–47 eyes, 48–67 mouth; left before right as the viewer sees them.
 */
public final class FacePoints {
  /** How many points there are. */
  public static final int COUNT = 68;

  private static final int NOSE_TIP = 30;
  private static final int LEFT_EYE = 36;
  private static final int RIGHT_EYE = 42;
  private static final int EYE_POINTS = 6;
  private static final int MOUTH_LEFT = 48;
  private static final int MOUTH_RIGHT = 54;

  private final List<Point> points;

  /**
   * @throws IllegalArgumentException unless there are {@link #COUNT}
   */
  public FacePoints(List<Point> points) {
    if (points.size() != COUNT) {
      throw new IllegalArgumentException(
          "face has " + points.size() + " points, expected " + COUNT);
    }
    this.points = List.copyOf(points);
  }

  /** The point at {@code index}, 0 to 67. */
  public Point at(int index) {
    return points.get(index);
  }

  /**
   * The five points of nets that were trained as ArcFace was: the middle of each eye's lids, the
   * tip of the nose, the corners of the mouth.
   */
  public List<Point> five() {
    return List.of(
        middle(37, 38, 40, 41),
        middle(43, 44, 46, 47),
        at(NOSE_TIP),
        middle(48, 60),
        middle(54, 64));
  }

  private Point middle(int... indices) {
    float x = 0;
    float y = 0;
    for (int index : indices) {
      x += at(index).x() / indices.length;
      y += at(index).y() / indices.length;
    }
    return new Point(x, y);
  }

  /** The five points that are kept, enlarged by {@code scale}. */
  public Landmarks landmarks(double scale) {
    return new Landmarks(
        scaled(eye(LEFT_EYE), scale),
        scaled(eye(RIGHT_EYE), scale),
        scaled(at(NOSE_TIP), scale),
        scaled(at(MOUTH_LEFT), scale),
        scaled(at(MOUTH_RIGHT), scale));
  }

  /** The face with each point moved. */
  public FacePoints map(UnaryOperator<Point> move) {
    return new FacePoints(points.stream().map(move).toList());
  }

  /** How far this face's points lie from {@code other}'s on average. */
  double distance(FacePoints other) {
    double sum = 0;
    for (int i = 0; i < COUNT; i++) {
      sum += at(i).distance(other.at(i));
    }
    return sum / COUNT;
  }

  /** The smallest box around all points, enlarged about its centre by {@code factor}. */
  Box bounds(double factor) {
    float left = Float.MAX_VALUE;
    float top = Float.MAX_VALUE;
    float right = -Float.MAX_VALUE;
    float bottom = -Float.MAX_VALUE;
    for (Point p : points) {
      left = Math.min(left, p.x());
      top = Math.min(top, p.y());
      right = Math.max(right, p.x());
      bottom = Math.max(bottom, p.y());
    }
    float dx = (float) ((factor - 1) / 2 * (right - left));
    float dy = (float) ((factor - 1) / 2 * (bottom - top));
    return new Box(left - dx, top - dy, right - left + 2 * dx, bottom - top + 2 * dy);
  }

  private Point eye(int first) {
    return middle(IntStream.range(first, first + EYE_POINTS).toArray());
  }

  private static Point scaled(Point p, double scale) {
    return new Point((float) (p.x() * scale), (float) (p.y() * scale));
  }
}
