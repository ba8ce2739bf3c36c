package dev.likeness.vision.embed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChipTest {
  private static final int SIDE = 150;

  @ParameterizedTest
  @ValueSource(ints = {0, 60, 128, 255})
  void shouldMeasureTheBrightnessOfAFlatChipAndNoSharpness(int grey) {
    // Given
    try (Scalar colour = new Scalar(grey, grey, grey, 0);
        Chip chip = new Chip(new Mat(SIDE, SIDE, opencv_core.CV_8UC3, colour))) {
      // When
      Chip.Light light = chip.light();

      // Then
      assertThat(light.brightness()).isEqualTo(grey);
      assertThat(light.sharpness()).isZero();
    }
  }

  @Test
  void shouldCallABlurredChipLessSharpAndAsBright() {
    // Given
    byte[] noise = new byte[SIDE * SIDE * 3];
    new Random(5).nextBytes(noise);
    Mat sharp = new Mat(SIDE, SIDE, opencv_core.CV_8UC3);
    sharp.data().put(noise);
    Mat blurred = new Mat();
    try (Size kernel = new Size(9, 9)) {
      opencv_imgproc.GaussianBlur(sharp, blurred, kernel, 2);
    }

    // When
    try (Chip one = new Chip(sharp);
        Chip other = new Chip(blurred)) {
      Chip.Light before = one.light();
      Chip.Light after = other.light();

      // Then
      assertThat(after.sharpness()).isPositive().isLessThan(before.sharpness() / 20);
      assertThat(after.brightness()).isBetween(before.brightness() - 3, before.brightness() + 3);
    }
  }
}
