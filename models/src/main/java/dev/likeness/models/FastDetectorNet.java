package dev.likeness.models;

import dev.likeness.models.onnx.ModelProto;

/**
 * The cheap detector: a tiny YOLO v2 of separable convolutions over any picture whose sides are
 * multiples of 32. Output {@code grid}, [n, height / 32, width / 32, 25]: for each of five anchors
 * x, y, width, height and score, all as logits.
 */
final class FastDetectorNet {
  private static final float[] MEAN = {117.001f, 114.697f, 97.404f};
  private static final float SLOPE = 0.1f;
  private static final int LAST_SEPARABLE = 5;

  private FastDetectorNet() {}

  static ModelProto build(Weights weights) {
    Graph graph = new Graph("detector-fast");
    Layers layers = new Layers(graph, weights);
    String x = layers.lessMeanColour(graph.image(0), MEAN);
    x = graph.leakyRelu(layers.conv(x, "conv0/filters", "conv0/bias", 1, false), SLOPE);
    for (int layer = 1; layer <= LAST_SEPARABLE; layer++) {
      x = graph.pool("MaxPool", x, 2, 2, true);
      x = graph.leakyRelu(layers.separable(x, "conv" + layer, 1), SLOPE);
    }
    x = graph.pool("MaxPool", x, 2, 1, true);
    x = layers.conv(x, "conv8/filters", "conv8/bias", 1, false);
    graph.output(graph.transpose(x, 0, 2, 3, 1), "grid", "n", "rows", "columns", 25);
    return graph.build();
  }
}
