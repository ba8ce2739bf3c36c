package dev.likeness.vision.embed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.faces.Box;
import dev.likeness.faces.Point;
import dev.likeness.vision.landmarks.FacePoints;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimilarityAlignmentTest {
  private static final int SIDE = 150;
  private static final List<Point> TEMPLATE =
      List.of(new Point(40, 50), new Point(110, 50), new Point(75, 115));

  @ParameterizedTest
  @CsvSource({"1,0", "1,25", "0.6,-40", "2.5,10", "6,90"})
  void shouldBringEachPointToItsPlaceOnTheChip(double scale, double degrees) {
    // Given
    double cos = scale * Math.cos(Math.toRadians(degrees));
    double sin = scale * Math.sin(Math.toRadians(degrees));
    List<Point> face = new ArrayList<>();
    for (Point p : TEMPLATE) {
      double x = p.x() - SIDE / 2.0;
      double y = p.y() - SIDE / 2.0;
      face.add(new Point((float) (700 + cos * x - sin * y), (float) (650 + sin * x + cos * y)));
    }
    try (Scalar black = new Scalar(0);
        Mat photo = new Mat(1300, 1400, opencv_core.CV_8UC3, black)) {
      for (Point p : face) {
        dot(photo, p, (int) Math.max(3, 4 * scale));
      }

      // When
      Template template = new Template(List.of(0, 1, 2), TEMPLATE);
      try (Chip chip =
          new SimilarityAlignment(SIDE, SIDE, template)
              .align(photo, points(face), new Box(0, 0, 1, 1))) {
        // Then
        assertThat(chip.width()).isEqualTo(SIDE);
        assertThat(chip.height()).isEqualTo(SIDE);
        for (Point p : TEMPLATE) {
          assertThat(light(chip, p.x(), p.y())).isGreaterThan(200);
        }
        assertThat(light(chip, 75, 75)).isZero();
      }
    }
  }

  private static FacePoints points(List<Point> first) {
    List<Point> all = new ArrayList<>(first);
    while (all.size() < FacePoints.COUNT) {
      all.add(new Point(0, 0));
    }
    return new FacePoints(all);
  }

  private static void dot(Mat photo, Point p, int radius) {
    try (Scalar white = new Scalar(255, 255, 255, 0);
        org.bytedeco.opencv.opencv_core.Point centre =
            new org.bytedeco.opencv.opencv_core.Point(Math.round(p.x()), Math.round(p.y()))) {
      opencv_imgproc.circle(photo, centre, radius, white, -1, opencv_imgproc.LINE_8, 0);
    }
  }

  private static float light(Chip chip, double x, double y) {
    return chip.values()[(int) (Math.round(y) * SIDE + Math.round(x)) * 3];
  }
}
