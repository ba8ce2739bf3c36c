package dev.likeness.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.models.onnx.ModelProto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The nets as they are converted, before any is quantised, against the package's own answers. */
final class NetsTest {
  /** How far a value may be off, as a share of the output's largest magnitude. */
  private static final double TOLERANCE = 1e-4;

  private static Map<String, ModelProto> nets;

  @BeforeAll
  static void build() throws IOException {
    nets = BundleBuilder.nets(Path.of("node_modules/@vladmandic/face-api/model"));
  }

  static List<Reference.Case> cases() {
    return Reference.cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shouldAnswerWhatThePackageAnswers(Reference.Case reference) throws Exception {
    // Given
    try (OnnxNet net = OnnxNet.of(nets.get(reference.net()))) {
      // When
      Map<String, Reference.Expected> answer =
          net.run(reference.rgb(), 1, reference.side(), reference.side());

      // Then
      assertThat(answer.keySet()).isEqualTo(reference.outputs().keySet());
      reference
          .outputs()
          .forEach(
              (name, expected) -> assertSame(reference + " " + name, answer.get(name), expected));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"detector-fast", "detector-thorough", "landmarks", "recognition"})
  void shouldAnswerForABatchWhatItAnswersOneByOne(String name) throws Exception {
    // Given
    List<Reference.Case> pair =
        cases().stream().filter(reference -> reference.net().equals(name)).limit(2).toList();
    int side = pair.getFirst().side();
    byte[] both = Arrays.copyOf(pair.getFirst().rgb(), 2 * pair.getFirst().rgb().length);
    System.arraycopy(pair.getLast().rgb(), 0, both, both.length / 2, both.length / 2);

    try (OnnxNet net = OnnxNet.of(nets.get(name))) {
      // When
      Map<String, Reference.Expected> answer = net.run(both, 2, side, side);

      // Then
      answer.forEach((output, batch) -> {
        int half = batch.values().length / 2;
        for (int i = 0; i < 2; i++) {
          Reference.Expected one = pair.get(i).outputs().get(output);
          float[] values = Arrays.copyOfRange(batch.values(), i * half, (i + 1) * half);
          assertSame(pair.get(i) + " in a batch", new Reference.Expected(one.shape(), values), one);
        }
      });
    }
  }

  @Test
  void shouldDetectFastInPicturesThatAreNotSquare() throws Exception {
    // Given
    int height = 96;
    int width = 160;
    try (OnnxNet net = OnnxNet.of(nets.get("detector-fast"))) {
      // When
      Reference.Expected grid = net.run(new byte[height * width * 3], 1, height, width).get("grid");

      // Then
      assertThat(grid.shape()).containsExactly(1, height / 32, width / 32, 25);
    }
  }

  @Test
  void shouldDetectThoroughlyInTheCornerOfAPictureWhatItDetectsInTheWhole() throws Exception {
    // Given
    Reference.Case photo =
        cases().stream()
            .filter(c -> c.net().equals("detector-thorough") && !c.kind().equals("pattern"))
            .findFirst()
            .orElseThrow();
    int side = photo.side();
    int height = 3 * side / 4;
    int width = side / 2;
    byte[] corner = new byte[height * width * 3];
    for (int y = 0; y < height; y++) {
      System.arraycopy(photo.rgb(), y * side * 3, corner, y * width * 3, width * 3);
    }

    try (OnnxNet net = OnnxNet.of(nets.get("detector-thorough"))) {
      // When
      Map<String, Reference.Expected> answer = net.run(corner, 1, height, width);

      // Then
      assertThat(answer.get("scores").shape())
          .containsExactly(1, 24 * 16 * 3 + (12 * 8 + 6 * 4 + 3 * 2 + 2 + 1) * 6);
      assertSame(
          "best box and its score",
          new Reference.Expected(new long[] {5}, best(answer)),
          new Reference.Expected(new long[] {5}, best(photo.outputs())));
    }
  }

  /** The likeliest box, and its score behind it. */
  private static float[] best(Map<String, Reference.Expected> answer) {
    float[] scores = answer.get("scores").values();
    int best = 0;
    for (int i = 0; i < scores.length; i++) {
      best = scores[i] > scores[best] ? i : best;
    }
    float[] box = Arrays.copyOfRange(answer.get("boxes").values(), 4 * best, 4 * best + 5);
    box[4] = scores[best];
    return box;
  }

  private static void assertSame(
      String what, Reference.Expected actual, Reference.Expected expected) {
    assertThat(actual.shape()).as(what + " shape").isEqualTo(expected.shape());
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < expected.values().length; i++) {
      largest = Math.max(largest, Math.abs(expected.values()[i]));
      difference = Math.max(difference, Math.abs(expected.values()[i] - actual.values()[i]));
    }
    assertThat(difference)
        .as(what + " differs, largest magnitude " + largest)
        .isLessThanOrEqualTo(TOLERANCE * largest);
  }
}
