package dev.likeness.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.models.onnx.ModelProto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
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
  @ValueSource(strings = {"landmarks", "recognition"})
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
