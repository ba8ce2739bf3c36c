package dev.likeness.vision.embed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.faces.Vector;
import dev.likeness.vision.embed.FaceInput.Colour;
import dev.likeness.vision.embed.FaceInput.Layout;
import dev.likeness.vision.onnx.Net;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EmbedderTest {
  private static final int SIDE = 150;
  private static final int DIMENSION = 128;
  private static final FaceOutput OUTPUT = new FaceOutput("embedding", DIMENSION);
  private static final FaceInput INPUT =
      new FaceInput(
          "image",
          SIDE,
          SIDE,
          Layout.NHWC,
          Colour.RGB,
          FaceInput.Type.UINT8,
          List.of(0f, 0f, 0f),
          List.of(1f, 1f, 1f),
          false);

  private static Net net;

  @BeforeAll
  static void load() throws IOException {
    try (InputStream in =
        EmbedderTest.class.getResourceAsStream(
            "/likeness-models/dlib-resnet-128/recognition.onnx")) {
      net = Net.load("recognition", in.readAllBytes());
    }
  }

  @AfterAll
  static void close() {
    net.close();
  }

  @Test
  void shouldAnswerAlikeForAFaceAndItsMirrorImage() {
    // Given
    try (Chip chip = blots(1);
        Chip mirrored = mirrored(chip)) {
      Embedder embedder = embedder(true, List.of());

      // When
      float[] face = embedder.raw(chip);
      float[] mirror = embedder.raw(mirrored);

      // Then
      for (int i = 0; i < DIMENSION; i++) {
        assertThat(mirror[i]).isBetween(face[i] - 1e-5f, face[i] + 1e-5f);
      }
      Embedder alone = embedder(false, List.of());
      assertThat(alone.raw(chip)).as("one side alone").isNotEqualTo(alone.raw(mirrored));
    }
  }

  @Test
  void shouldSubtractTheMeanFaceBeforeNormalising() {
    // Given
    List<Float> mean = new ArrayList<>();
    for (int i = 0; i < DIMENSION; i++) {
      mean.add((i % 7 - 3) * 0.05f);
    }
    try (Chip chip = blots(2)) {
      float[] expected = embedder(true, List.of()).raw(chip);
      for (int i = 0; i < DIMENSION; i++) {
        expected[i] -= mean.get(i);
      }

      // When
      Vector vector = embedder(true, mean).embed(chip);

      // Then
      assertThat(vector.cosine(vector)).isBetween(0.99999f, 1.00001f);
      assertThat(vector).isEqualTo(Vector.normalized(expected));
      assertThat(vector.cosine(embedder(true, List.of()).embed(chip))).isLessThan(0.999f);
    }
  }

  private static Embedder embedder(boolean flip, List<Float> mean) {
    return new Embedder(net, INPUT, OUTPUT, flip, mean);
  }

  /** A picture of soft coloured blots that looks different in the mirror. */
  private static Chip blots(long seed) {
    Random random = new Random(seed);
    byte[] noise = new byte[10 * 10 * 3];
    random.nextBytes(noise);
    Mat pixels = new Mat();
    try (Mat small = new Mat(10, 10, opencv_core.CV_8UC3);
        Size size = new Size(SIDE, SIDE)) {
      small.data().put(noise);
      opencv_imgproc.resize(small, pixels, size, 0, 0, opencv_imgproc.INTER_LINEAR);
    }
    return new Chip(pixels);
  }

  private static Chip mirrored(Chip chip) {
    byte[] both = ChipPicture.rgb(chip);
    Mat pixels = new Mat(SIDE, SIDE, opencv_core.CV_8UC3);
    pixels.data().put(Arrays.copyOfRange(both, both.length / 2, both.length));
    opencv_imgproc.cvtColor(pixels, pixels, opencv_imgproc.COLOR_RGB2BGR);
    return new Chip(pixels);
  }
}
