package dev.likeness.vision.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.faces.Box;
import dev.likeness.faces.Point;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TurnTest {
  private static final int WIDTH = 7;
  private static final int HEIGHT = 5;

  @ParameterizedTest
  @EnumSource(Turn.class)
  void shouldSayWhereAPixelIsInTheUprightPicture(Turn turn) {
    // Given
    try (Scalar black = new Scalar(0);
        Mat photo = new Mat(HEIGHT, WIDTH, opencv_core.CV_8UC1, black)) {
      photo.ptr(1, 2).put((byte) 200);

      // When
      Point centre = turn.upright(new Point(2.5f, 1.5f), WIDTH, HEIGHT);

      // Then
      try (Mat upright = turn.upright(photo)) {
        assertThat(upright.ptr((int) centre.y(), (int) centre.x()).get() & 0xff).isEqualTo(200);
        assertThat(upright.cols()).isEqualTo(turn.degrees() % 180 == 0 ? WIDTH : HEIGHT);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Turn.class)
  void shouldComeBackToTheSamePlace(Turn turn) {
    // Given
    Box box = new Box(1, 2, 3, 1.5f);
    Point point = new Point(1.25f, 4);

    // When
    Box back = turn.inPhoto(turn.upright(box, WIDTH, HEIGHT), WIDTH, HEIGHT);

    // Then
    assertThat(back).isEqualTo(box);
    assertThat(turn.inPhoto(turn.upright(point, WIDTH, HEIGHT), WIDTH, HEIGHT)).isEqualTo(point);
  }
}
