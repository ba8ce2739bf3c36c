package dev.likeness.vision.embed;

import dev.likeness.faces.Point;
import dev.likeness.vision.landmarks.FacePoints;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a recognition net wants a face's points: the picture it was trained on, called a chip.
 *
 * @param side of the square chip, in pixels
 * @param indices which of the 68 points take part
 * @param points where each of those belongs, in pixels of the chip
 */
public record ChipTemplate(int side, List<Integer> indices, List<Point> points) {
  public ChipTemplate {
    indices = List.copyOf(indices);
    points = List.copyOf(points);
    if (indices.size() != points.size() || indices.size() < 2) {
      throw new IllegalArgumentException(
          "template has "
              + indices.size()
              + " indices and "
              + points.size()
              + " points, expected as many of each, at least 2");
    }
  }

  SimilarityTransform from(FacePoints face) {
    List<Point> chosen = new ArrayList<>(indices.size());
    for (int index : indices) {
      chosen.add(face.at(index));
    }
    return SimilarityTransform.fit(chosen, points);
  }
}
