package dev.likeness.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The detector as it is rewritten, against the package's own net. */
final class DetectorNetTest {
  private static final Path NET =
      Path.of("node_modules/faceplugin-face-recognition-js/model/fr_detect.onnx");
  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;
  private static final int PRIORS = 4420;

  @Test
  void shouldAnswerWhatThePackageAnswersAtItsSize() throws Exception {
    // Given
    byte[] rgb = new byte[WIDTH * HEIGHT * 3];
    new Random(5).nextBytes(rgb);
    float[] expected = original(rgb);

    // When
    Map<String, Reference.Expected> answer;
    try (OnnxNet net = OnnxNet.of(DetectorNet.build(Files.readAllBytes(NET)))) {
      answer = net.run(rgb, 1, HEIGHT, WIDTH);
    }

    // Then
    Reference.Expected scores = answer.get("scores");
    assertThat(scores.shape()).containsExactly(1, PRIORS, 2);
    assertThat(answer.get("offsets").shape()).containsExactly(1, PRIORS, 4);
    for (int i = 0; i < expected.length; i++) {
      assertThat(Math.abs(scores.values()[i] - expected[i])).isLessThan(1e-5f);
    }
  }

  @Test
  void shouldTakePicturesOfAnySize() throws Exception {
    // Given
    int height = 96;
    int width = 160;

    // When
    Map<String, Reference.Expected> answer;
    try (OnnxNet net = OnnxNet.of(DetectorNet.build(Files.readAllBytes(NET)))) {
      answer = net.run(new byte[height * width * 3], 1, height, width);
    }

    // Then
    int priors = 12 * 20 * 3 + 6 * 10 * 2 + 3 * 5 * 2 + 2 * 3 * 3;
    assertThat(answer.get("scores").shape()).containsExactly(1, priors, 2);
    assertThat(answer.get("offsets").shape()).containsExactly(1, priors, 4);
  }

  @Test
  void shouldRefuseWhatIsNoNet() {
    assertThatThrownBy(() -> DetectorNet.build(new byte[] {1, 2, 3}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 bytes are no ONNX net");
  }

  private static float[] original(byte[] rgb) throws Exception {
    FloatBuffer input = FloatBuffer.allocate(rgb.length);
    for (int channel = 0; channel < 3; channel++) {
      for (int pixel = 0; pixel < WIDTH * HEIGHT; pixel++) {
        input.put(((rgb[3 * pixel + channel] & 0xff) - 127) / 128f);
      }
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(NET.toString());
        OnnxTensor tensor =
            OnnxTensor.createTensor(environment, input.flip(), new long[] {1, 3, HEIGHT, WIDTH});
        OrtSession.Result result = session.run(Map.of("input", tensor))) {
      FloatBuffer scores = ((OnnxTensor) result.get("scores").orElseThrow()).getFloatBuffer();
      float[] values = new float[scores.remaining()];
      scores.get(values);
      return values;
    }
  }
}
