package dev.likeness.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.models.Ranges.Range;
import dev.likeness.models.onnx.ModelProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The nets of the bundle that are quantised, against the package's own answers in floats. */
final class QuantizerTest {
  private static final int SIDE = 8;

  @TempDir private Path directory;

  static List<Reference.Case> faces() {
    return Reference.cases().stream()
        .filter(reference -> reference.net().equals("recognition"))
        .filter(reference -> reference.kind().equals("photo"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("faces")
  void shouldKeepTheDirectionOfAnEmbedding(Reference.Case face) throws Exception {
    // Given
    float[] expected = face.outputs().get("embedding").values();

    // When
    float[] actual;
    try (OnnxNet net = OnnxNet.load("recognition")) {
      actual = net.run(face.rgb(), 1, face.side(), face.side()).get("embedding").values();
    }

    // Then
    assertThat(cosine(expected, actual)).isBetween(0.998, 0.999_999);
  }

  @Test
  void shouldKeepAChannelThatIsAllBias() throws Exception {
    // Given
    float[] filters = new float[2 * 3];
    filters[0] = 0.01f;
    ModelProto net = small(filters, new float[] {0.1f, 3});
    byte[] rgb = new byte[SIDE * SIDE * 3];
    long seed = Long.getLong("likeness.seed", System.nanoTime());
    new Random(seed).nextBytes(rgb);

    // When
    float[] expected = answer(net, rgb);
    float[] actual = answer(Quantizer.quantize(net, _ -> new Range(0, 3)), rgb);

    // Then
    assertThat(actual).as("seed %d", seed).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).as("seed %d", seed).isBetween(expected[i] - 0.01f, expected[i] + 0.01f);
    }
  }

  @Test
  void shouldAskOnlyForWhatFollowsAConvolution() {
    // Given
    List<String> asked = new ArrayList<>();

    // When
    ModelProto quantized =
        Quantizer.quantize(
            small(new float[6], new float[2]),
            tensor -> {
              asked.add(tensor);
              return new Range(0, 1);
            });

    // Then
    assertThat(asked).hasSize(1);
    assertThat(quantized.getGraph().getNodeList())
        .extracting(node -> node.getOpType())
        .doesNotContain("Cast", "Sub", "Div", "Relu")
        .contains("QuantizeLinear", "DequantizeLinear", "Conv", "GlobalAveragePool");
  }

  @Test
  void shouldRefuseANetThatBeginsOtherwise() {
    // Given
    Graph graph = new Graph("odd");
    graph.output(graph.op("Relu", graph.image(SIDE)), "out", "n", 3, SIDE, SIDE);

    // When // Then
    assertThatThrownBy(() -> Quantizer.quantize(graph.build(), _ -> new Range(0, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("odd does not begin with [Cast, Transpose, Sub, Div]");
  }

  @Test
  void shouldSayWhatToDoWhenARangeIsMissing() throws IOException {
    // Given
    Path file = Files.writeString(directory.resolve("ranges.json"), "{\"recognition\":{}}");
    ModelProto net = small(new float[6], new float[2]);

    // When // Then
    assertThatThrownBy(() -> Ranges.read(file, "recognition").quantize("recognition", net))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("calibrate it again");
    assertThatThrownBy(() -> Ranges.read(file, "landmarks"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no ranges for landmarks");
  }

  /** One convolution of a pixel each, two channels, and their averages. */
  private static ModelProto small(float[] filters, float[] bias) {
    Graph graph = new Graph("small");
    String x =
        graph.op("Sub", graph.image(SIDE), graph.constant(new float[] {120, 110, 100}, 1, 3, 1, 1));
    x = graph.op("Div", x, graph.constant(255f));
    x = graph.op("Relu", graph.conv(x, filters, new long[] {2, 3, 1, 1}, bias, 1, 1, false));
    graph.output(graph.flatten(graph.op("GlobalAveragePool", x)), "out", "n", 2);
    return graph.build();
  }

  private static float[] answer(ModelProto net, byte[] rgb) throws Exception {
    try (OnnxNet open = OnnxNet.of(net)) {
      return open.run(rgb, 1, SIDE, SIDE).get("out").values();
    }
  }

  private static double cosine(float[] a, float[] b) {
    double dot = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      dot += a[i] * b[i];
      aa += a[i] * a[i];
      bb += b[i] * b[i];
    }
    return dot / Math.sqrt(aa * bb);
  }
}
