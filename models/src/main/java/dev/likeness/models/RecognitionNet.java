package dev.likeness.models;

import dev.likeness.models.onnx.ModelProto;
import java.util.List;

/**
 * The recognition net: dlib's 29-layer ResNet over an aligned face of 150 pixels. Output {@code
 * embedding}, [n, 128], not normalised.
 *
 * <p>Where a block halves the picture, the shortcut is average-pooled and lacking channels are
 * zero; where the two then differ in size, the convolved side is padded with zeros at its end.
 */
final class RecognitionNet {
  private static final int SIDE = 150;
  private static final int DIMENSION = 128;

  private final Graph graph = new Graph("recognition");
  private final Weights weights;
  private final Layers layers;
  private int side = SIDE;
  private int channels;

  private RecognitionNet(Weights weights) {
    this.weights = weights;
    this.layers = new Layers(graph, weights);
  }

  static ModelProto build(Weights weights) {
    return new RecognitionNet(weights).build();
  }

  private ModelProto build() {
    String x = layers.lessMeanColour(graph.image(SIDE));
    x = graph.op("Relu", convolved(x, "conv32_down", 2, false));
    x = graph.pool("MaxPool", x, 3, 2, false);
    side = ((side - 7) / 2 + 1 - 3) / 2 + 1;
    for (String block :
        List.of(
            "conv32_1",
            "conv32_2",
            "conv32_3",
            "conv64_down",
            "conv64_1",
            "conv64_2",
            "conv64_3",
            "conv128_down",
            "conv128_1",
            "conv128_2",
            "conv256_down",
            "conv256_1",
            "conv256_2",
            "conv256_down_out")) {
      x = block.contains("down") ? halving(x, block) : residual(x, block);
    }
    x = graph.flatten(graph.op("GlobalAveragePool", x));
    x = graph.op("MatMul", x, graph.constant(weights.values("fc"), channels, DIMENSION));
    graph.output(x, "embedding", "n", DIMENSION);
    return graph.build();
  }

  private String residual(String x, String block) {
    String inner = graph.op("Relu", convolved(x, block + "/conv1", 1, true));
    return graph.op("Relu", graph.op("Add", convolved(inner, block + "/conv2", 1, true), x));
  }

  private String halving(String x, String block) {
    int before = channels;
    String inner = graph.op("Relu", convolved(x, block + "/conv1", 2, false));
    String out = convolved(inner, block + "/conv2", 1, true);
    int outSide = (side - 3) / 2 + 1;
    int pooledSide = side / 2;
    String shortcut = graph.pool("AveragePool", x, 2, 2, false);
    if (channels > before) {
      shortcut = padded(shortcut, channels - before, 0);
    }
    if (pooledSide > outSide) {
      out = padded(out, 0, pooledSide - outSide);
    }
    side = pooledSide;
    return graph.op("Relu", graph.op("Add", shortcut, out));
  }

  private String padded(String x, int moreChannels, int morePixels) {
    return graph.op("Pad", x, graph.indices(0, 0, 0, 0, 0, moreChannels, morePixels, morePixels));
  }

  private String convolved(String x, String name, int stride, boolean same) {
    channels = weights.values(name + "/conv/bias").length;
    return layers.scaledConv(
        x,
        weights.get(name + "/conv/filters"),
        weights.values(name + "/conv/bias"),
        weights.values(name + "/scale/weights"),
        weights.values(name + "/scale/biases"),
        stride,
        same);
  }
}
