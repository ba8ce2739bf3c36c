package dev.likeness.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.likeness.models.onnx.ModelProto;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class WideNetTest {
  private static final int SIDE = 8;

  @Test
  void shouldMultiplyTheEmbeddingByTheMatrix() throws Exception {
    // Given
    byte[] net = averages("embedding").toByteArray();
    float[][] matrix = {{1, 0, 0, 2, 0}, {0, 1, 0, 0, 0}, {0, 0, 1, 0, -1}};
    long seed = Long.getLong("likeness.seed", System.nanoTime());
    byte[] rgb = new byte[2 * SIDE * SIDE * 3];
    new Random(seed).nextBytes(rgb);

    // When
    float[] narrow = answer(net, rgb).values();
    Reference.Expected wide = answer(WideNet.of(net, "embedding", matrix), rgb);

    // Then
    assertThat(wide.shape()).containsExactly(2, 5);
    for (int picture = 0; picture < 2; picture++) {
      for (int d = 0; d < 5; d++) {
        float expected = 0;
        for (int row = 0; row < 3; row++) {
          expected += narrow[3 * picture + row] * matrix[row][d];
        }
        assertThat(wide.values()[5 * picture + d])
            .as("seed %d", seed)
            .isCloseTo(expected, within(0.01f));
      }
    }
  }

  @Test
  void shouldRefuseANetWithoutAnEmbedding() {
    // When // Then
    assertThatThrownBy(
            () -> WideNet.of(averages("grid").toByteArray(), "embedding", new float[3][5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("averages has no output embedding");
    assertThatThrownBy(() -> WideNet.of(new byte[] {1, 2, 3}, "embedding", new float[3][5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 bytes are no ONNX net");
  }

  /** The average of each of the three colours. */
  private static ModelProto averages(String output) {
    Graph graph = new Graph("averages");
    graph.output(graph.flatten(graph.op("GlobalAveragePool", graph.image(SIDE))), output, "n", 3);
    return graph.build();
  }

  private static Reference.Expected answer(byte[] net, byte[] rgb) throws Exception {
    try (OnnxNet loaded = OnnxNet.of(ModelProto.parseFrom(net))) {
      return loaded.run(rgb, 2, SIDE, SIDE).get("embedding");
    }
  }
}
