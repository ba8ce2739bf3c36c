package dev.likeness.vision.embed;

import dev.likeness.faces.Point;
import dev.likeness.vision.landmarks.FacePoints;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a recognition net wants a face's points.
 *
 * @param indices which of the 68 points take part; empty for the five points of {@link
 *     FacePoints#five()}
 * @param points where each of those belongs, in pixels of the chip
 */
public record Template(List<Integer> indices, List<Point> points) {
  private static final int FIVE = 5;

  public Template {
    indices = List.copyOf(indices);
    points = List.copyOf(points);
    int expected = indices.isEmpty() ? FIVE : indices.size();
    if (points.size() != expected || expected < 2) {
      throw new IllegalArgumentException(
          "points has "
              + points.size()
              + " points, expected "
              + Math.max(2, expected)
              + (indices.isEmpty() ? " where no indices are given" : ", one for each of indices"));
    }
    for (int index : indices) {
      if (index < 0 || index >= FacePoints.COUNT) {
        throw new IllegalArgumentException(
            "indices has " + index + ", expected 0 to " + (FacePoints.COUNT - 1));
      }
    }
  }

  /** The transform that brings the face's points closest to their places. */
  SimilarityTransform from(FacePoints face) {
    if (indices.isEmpty()) {
      return SimilarityTransform.fit(face.five(), points);
    }
    List<Point> chosen = new ArrayList<>(indices.size());
    for (int index : indices) {
      chosen.add(face.at(index));
    }
    return SimilarityTransform.fit(chosen, points);
  }
}
