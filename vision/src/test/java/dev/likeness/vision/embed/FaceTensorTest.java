package dev.likeness.vision.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.likeness.vision.embed.FaceInput.Colour;
import dev.likeness.vision.embed.FaceInput.Layout;
import dev.likeness.vision.onnx.Pictures;
import java.nio.FloatBuffer;
import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;

class FaceTensorTest {
  private static final List<Float> NOTHING = List.of(0f, 0f, 0f);
  private static final List<Float> ONE = List.of(1f, 1f, 1f);

  /** Two pixels beside each other: blue, green, red of each. */
  private static final byte[] PIXELS = {10, 20, 30, 40, 50, 60};

  @Test
  void shouldOrderColoursAndSidesAsTheNetWantsThem() {
    assertThat(values(input(Layout.NHWC, Colour.BGR, NOTHING, ONE, false), false))
        .containsExactly(10, 20, 30, 40, 50, 60);
    assertThat(values(input(Layout.NHWC, Colour.RGB, NOTHING, ONE, false), false))
        .containsExactly(30, 20, 10, 60, 50, 40);
    assertThat(values(input(Layout.NCHW, Colour.BGR, NOTHING, ONE, false), false))
        .containsExactly(10, 40, 20, 50, 30, 60);
    assertThat(values(input(Layout.NCHW, Colour.RGB, NOTHING, ONE, false), false))
        .containsExactly(30, 60, 20, 50, 10, 40);
  }

  @Test
  void shouldPutTheMirrorImageAfterTheFace() {
    assertThat(values(input(Layout.NHWC, Colour.BGR, NOTHING, ONE, false), false, true))
        .containsExactly(10, 20, 30, 40, 50, 60, 40, 50, 60, 10, 20, 30);
  }

  @Test
  void shouldSubtractAndDivideEachColourInItsOrder() {
    // Given
    FaceInput input =
        input(Layout.NHWC, Colour.RGB, List.of(30f, 0f, 10f), List.of(2f, 10f, 1f), false);

    // When // Then
    assertThat(values(input, false)).containsExactly(0, 2, 0, 15, 5, 30);
  }

  @Test
  void shouldStandardiseEachPictureByItself() {
    // When
    float[] values = values(input(Layout.NHWC, Colour.BGR, NOTHING, ONE, true), false, true);

    // Then
    float deviation = (float) Math.sqrt(1750 / 6.0);
    for (int i = 0; i < 6; i++) {
      assertThat(values[i]).isCloseTo((PIXELS[i] - 35) / deviation, within(1e-4f));
    }
    assertThat(values[6]).isEqualTo(values[3]);
  }

  @Test
  void shouldKeepBytesAsTheyAre() {
    // Given
    FaceInput input =
        new FaceInput(
            "data", 2, 1, Layout.NHWC, Colour.RGB, FaceInput.Type.UINT8, NOTHING, ONE, false);

    // When
    try (Chip chip = chip()) {
      Pictures pictures = new FaceTensor(input).of(chip, false);
      byte[] bytes = new byte[6];
      pictures.data().get(bytes);

      // Then
      assertThat(bytes).containsExactly(30, 20, 10, 60, 50, 40);
      assertThat(pictures.shape()).containsExactly(1, 1, 2, 3);
    }
  }

  @Test
  void shouldReadAChipOfFloats() {
    // Given
    try (Mat bytes = pixels();
        Chip chip = floats(bytes)) {
      FaceInput input = input(Layout.NHWC, Colour.BGR, NOTHING, ONE, false);

      // When
      Pictures pictures = new FaceTensor(input).of(chip, false);

      // Then
      float[] values = new float[6];
      pictures.data().asFloatBuffer().get(values);
      assertThat(values).containsExactly(10.5f, 20.5f, 30.5f, 40.5f, 50.5f, 60.5f);
    }
  }

  @Test
  void shouldRefuseAChipOfAnotherSize() {
    // Given
    FaceInput input =
        new FaceInput(
            "data", 3, 1, Layout.NHWC, Colour.RGB, FaceInput.Type.FLOAT32, NOTHING, ONE, false);

    // When // Then
    try (Chip chip = chip()) {
      assertThatThrownBy(() -> new FaceTensor(input).of(chip, false))
          .hasMessageContaining("chip is 2 × 1, the net's input 3 × 1");
    }
  }

  private static FaceInput input(
      Layout layout, Colour colour, List<Float> subtract, List<Float> divide, boolean standardise) {
    return new FaceInput(
        "data", 2, 1, layout, colour, FaceInput.Type.FLOAT32, subtract, divide, standardise);
  }

  private static float[] values(FaceInput input, boolean... mirrored) {
    try (Chip chip = chip()) {
      FloatBuffer buffer = new FaceTensor(input).of(chip, mirrored).data().asFloatBuffer();
      float[] values = new float[buffer.remaining()];
      buffer.get(values);
      return values;
    }
  }

  private static Chip chip() {
    return new Chip(pixels());
  }

  private static Mat pixels() {
    Mat pixels = new Mat(1, 2, opencv_core.CV_8UC3);
    pixels.data().put(PIXELS);
    return pixels;
  }

  private static Chip floats(Mat bytes) {
    Mat floats = new Mat();
    bytes.convertTo(floats, opencv_core.CV_32FC3, 1, 0.5);
    return new Chip(floats);
  }
}
