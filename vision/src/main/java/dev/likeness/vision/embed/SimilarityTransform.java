package dev.likeness.vision.embed;

import dev.likeness.faces.Point;
import java.util.List;

/**
 * Rotation, uniform scale and shift: {@code x' = a·x − b·y + tx}, {@code y' = b·x + a·y + ty}.
 *
 * @param a scale × cosine
 * @param b scale × sine
 * @param tx shift to the right
 * @param ty shift downwards
 */
record SimilarityTransform(double a, double b, double tx, double ty) {
  /**
   * The one that brings {@code from} closest to {@code to} in the least-squares sense (Umeyama
   * 1991; in the plane it has this closed form).
   */
  static SimilarityTransform fit(List<Point> from, List<Point> to) {
    int n = from.size();
    double fx = from.stream().mapToDouble(Point::x).sum() / n;
    double fy = from.stream().mapToDouble(Point::y).sum() / n;
    double gx = to.stream().mapToDouble(Point::x).sum() / n;
    double gy = to.stream().mapToDouble(Point::y).sum() / n;
    double dot = 0;
    double cross = 0;
    double norm = 0;
    for (int i = 0; i < n; i++) {
      double x = from.get(i).x() - fx;
      double y = from.get(i).y() - fy;
      double u = to.get(i).x() - gx;
      double v = to.get(i).y() - gy;
      dot += x * u + y * v;
      cross += x * v - y * u;
      norm += x * x + y * y;
    }
    double a = dot / Math.max(norm, 1e-9);
    double b = cross / Math.max(norm, 1e-9);
    return new SimilarityTransform(a, b, gx - a * fx + b * fy, gy - b * fx - a * fy);
  }

  double scale() {
    return Math.hypot(a, b);
  }

  Point apply(double x, double y) {
    return new Point((float) (a * x - b * y + tx), (float) (b * x + a * y + ty));
  }

  SimilarityTransform inverse() {
    double square = Math.max(a * a + b * b, 1e-12);
    double ia = a / square;
    double ib = -b / square;
    return new SimilarityTransform(ia, ib, -(ia * tx - ib * ty), -(ib * tx + ia * ty));
  }

  /**
   * This transform for a picture whose pixel (0, 0) lies at (x, y), each spanning {@code pixel}.
   */
  SimilarityTransform forCrop(double x, double y, double pixel) {
    return new SimilarityTransform(a * pixel, b * pixel, a * x - b * y + tx, b * x + a * y + ty);
  }
}
