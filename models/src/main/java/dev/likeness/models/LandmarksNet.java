package dev.likeness.models;

import dev.likeness.models.onnx.ModelProto;

/**
 * The landmark net: densely connected separable convolutions over a square crop of 112 pixels.
 * Output {@code points}, [n, 136]: x and y of 68 points in turn, as shares of the crop's side.
 */
final class LandmarksNet {
  private static final int SIDE = 112;
  private static final int BLOCKS = 4;
  private static final int LAST_POOL = 7;

  private final Graph graph = new Graph("landmarks");
  private final Weights weights;
  private final Layers layers;

  private LandmarksNet(Weights weights) {
    this.weights = weights;
    this.layers = new Layers(graph, weights);
  }

  static ModelProto build(Weights weights) {
    return new LandmarksNet(weights).build();
  }

  private ModelProto build() {
    String x = layers.lessMeanColour(graph.image(SIDE));
    for (int block = 0; block < BLOCKS; block++) {
      x = block("dense" + block, x, block == 0);
    }
    x = graph.flatten(graph.pool("AveragePool", x, LAST_POOL, 2, false));
    x = graph.op("MatMul", x, graph.constant(weights.values("fc/weights"), 256, 136));
    x = graph.op("Add", x, graph.constant(weights.values("fc/bias"), 136));
    graph.output(x, "points", "n", 136);
    return graph.build();
  }

  private String block(String name, String x, boolean first) {
    String one =
        graph.op(
            "Relu",
            first
                ? layers.conv(x, name + "/conv0/filters", name + "/conv0/bias", 2, true)
                : layers.separable(x, name + "/conv0", 2));
    String two = layers.separable(one, name + "/conv1", 1);
    String sum = graph.op("Add", one, two);
    String three = layers.separable(graph.op("Relu", sum), name + "/conv2", 1);
    sum = graph.op("Add", sum, three);
    String four = layers.separable(graph.op("Relu", sum), name + "/conv3", 1);
    return graph.op("Relu", graph.op("Add", sum, four));
  }
}
