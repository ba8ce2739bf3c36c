package dev.likeness.vision.landmarks;

import dev.likeness.faces.Landmarks;
import dev.likeness.faces.Point;

/**
 * The head's angles in degrees, in the sense of {@link dev.likeness.faces.Quality}. A rough
 * estimate from five flat points and an average head's proportions, good to about ten degrees near
 * frontal.
 */
public record Pose(float yaw, float pitch, float roll) {
  // An average head, in units of the distance between its eyes.
  private static final double NOSE_BELOW_EYES = 0.57;
  private static final double MOUTH_BELOW_EYES = 1.07;
  private static final double NOSE_BEFORE_EYES = 0.55;
  private static final double MOUTH_BEFORE_EYES = 0.15;

  /** Estimates the angles of the face with {@code points}. */
  public static Pose of(Landmarks points) {
    double ex = points.rightEye().x() - points.leftEye().x();
    double ey = points.rightEye().y() - points.leftEye().y();
    double eyes = Math.max(Math.hypot(ex, ey), 1e-3);
    double cos = ex / eyes;
    double sin = ey / eyes;
    Point middle = between(points.leftEye(), points.rightEye());
    Point nose = relative(points.nose(), middle, cos, sin);
    Point mouth = relative(between(points.mouthLeft(), points.mouthRight()), middle, cos, sin);

    double yaw = Math.atan(nose.x() / eyes / NOSE_BEFORE_EYES);
    double share = nose.y() / Math.max(mouth.y(), 1e-3 * eyes);
    double pitch =
        Math.atan2(
            MOUTH_BELOW_EYES * share - NOSE_BELOW_EYES,
            NOSE_BEFORE_EYES - MOUTH_BEFORE_EYES * share);
    return new Pose(
        (float) Math.toDegrees(yaw),
        (float) Math.toDegrees(pitch),
        (float) Math.toDegrees(Math.atan2(ey, ex)));
  }

  private static Point between(Point a, Point b) {
    return new Point((a.x() + b.x()) / 2, (a.y() + b.y()) / 2);
  }

  private static Point relative(Point p, Point origin, double cos, double sin) {
    double x = p.x() - origin.x();
    double y = p.y() - origin.y();
    return new Point((float) (x * cos + y * sin), (float) (y * cos - x * sin));
  }
}
