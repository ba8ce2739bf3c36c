package dev.likeness.vision.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.faces.Box;
import dev.likeness.faces.Point;
import dev.likeness.vision.embed.BoxAlignment.Padding;
import dev.likeness.vision.landmarks.FacePoints;
import java.util.Collections;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;

/** A white box of 40 × 80 on grey, cut out onto 80 × 80. */
class BoxAlignmentTest {
  private static final int SIDE = 80;
  private static final FacePoints NOWHERE =
      new FacePoints(Collections.nCopies(FacePoints.COUNT, new Point(0, 0)));
  private static final Box BOX = new Box(100, 50, 40, 80);
  private static final int BLACK = 0;
  private static final int GREY = 100;
  private static final int WHITE = 255;

  @Test
  void shouldSqueezeABoxOfOtherProportions() {
    assertThat(row(0, Padding.NONE, BOX)).containsExactly(WHITE, WHITE, WHITE, WHITE);
  }

  @Test
  void shouldKeepProportionsWithBlackBesideIt() {
    assertThat(row(0, Padding.BLACK, BOX)).containsExactly(BLACK, WHITE, WHITE, BLACK);
  }

  @Test
  void shouldKeepProportionsWithMoreOfThePhotoBesideIt() {
    assertThat(row(0, Padding.PHOTO, BOX)).containsExactly(GREY, WHITE, WHITE, GREY);
  }

  @Test
  void shouldAddAMarginOnEachSide() {
    assertThat(row(0.5, Padding.NONE, BOX)).containsExactly(GREY, WHITE, WHITE, GREY);
  }

  @Test
  void shouldBeBlackBeyondThePhoto() {
    assertThat(row(0, Padding.NONE, new Box(-20, 50, 40, 80)))
        .containsExactly(BLACK, BLACK, GREY, GREY);
    assertThat(row(0, Padding.NONE, new Box(380, 50, 40, 80)))
        .containsExactly(GREY, GREY, BLACK, BLACK);
  }

  @Test
  void shouldRefuseAMarginThatLeavesNothing() {
    assertThatThrownBy(() -> new BoxAlignment(SIDE, SIDE, -0.5, Padding.NONE))
        .hasMessageContaining("margin is -0.5, expected -0.4 to 2");
  }

  /** The light in the middle of each quarter of the chip's middle row. */
  private static int[] row(double margin, Padding padding, Box box) {
    try (Scalar grey = new Scalar(GREY, GREY, GREY, 0);
        Scalar white = new Scalar(WHITE, WHITE, WHITE, 0);
        Mat photo = new Mat(200, 400, opencv_core.CV_8UC3, grey);
        Rect where = new Rect(100, 50, 40, 80);
        Mat face = photo.apply(where)) {
      face.put(white);
      try (Chip chip = new BoxAlignment(SIDE, SIDE, margin, padding).align(photo, NOWHERE, box)) {
        int[] row = new int[4];
        for (int quarter = 0; quarter < row.length; quarter++) {
          row[quarter] =
              Math.round(chip.values()[(SIDE / 2 * SIDE + SIDE / 8 + quarter * SIDE / 4) * 3]);
        }
        return row;
      }
    }
  }
}
