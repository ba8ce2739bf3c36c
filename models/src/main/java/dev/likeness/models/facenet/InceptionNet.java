package dev.likeness.models.facenet;

import dev.likeness.models.Graph;
import dev.likeness.models.Layers;
import dev.likeness.models.Weights;
import dev.likeness.models.Weights.Tensor;
import dev.likeness.models.facenet.Block.Plain;
import dev.likeness.models.facenet.Block.Pooled;
import dev.likeness.models.facenet.Block.Reduction;
import dev.likeness.models.facenet.Block.Residual;
import dev.likeness.models.onnx.ModelProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The net of {@link Architecture} in ONNX: takes {@code image}, float32 [n, 160, 160, 3], and
 * answers {@code embedding}, float32 [n, 512], not normalised. Batch normalisation, which does not
 * learn here any more, and the scale of the residual blocks are folded into the convolutions before
 * them.
 */
final class InceptionNet {
  /** What batch normalisation adds to a variance. */
  private static final double EPSILON = 0.001;

  private final Graph graph = new Graph("facenet512");
  private final Weights weights;
  private final Layers layers;
  private final Set<String> watched;

  private InceptionNet(Weights weights, Set<String> watched) {
    this.weights = weights;
    this.layers = new Layers(graph, weights);
    this.watched = watched;
  }

  static ModelProto build(Weights weights) {
    return build(weights, Set.of());
  }

  /**
   * Builds the net.
   *
   * @param watched names of layers in Keras whose answers the net gives as well
   */
  static ModelProto build(Weights weights, Set<String> watched) {
    return new InceptionNet(weights, watched).build();
  }

  private ModelProto build() {
    String x =
        graph.transpose(
            graph.floats("image", "n", Architecture.SIDE, Architecture.SIDE, 3), 0, 3, 1, 2);
    for (Block block : Architecture.blocks()) {
      x = block(x, block);
    }
    x = graph.flatten(graph.op("GlobalAveragePool", x));
    watch(x, "AvgPool", "n", "features");
    graph.output(bottleneck(x), "embedding", "n", Architecture.DIMENSION);
    return graph.build();
  }

  private String block(String x, Block block) {
    List<String> answers = new ArrayList<>();
    for (List<Convolution> branch : block.branches()) {
      String answer = x;
      for (Convolution convolution : branch) {
        answer = rectified(answer, convolution);
      }
      answers.add(answer);
    }
    return switch (block.tail()) {
      case Plain _ -> answers.getFirst();
      case Pooled _ -> watched(pooled(answers.getFirst()), block.name());
      case Reduction _ -> {
        answers.add(pooled(x));
        yield watched(graph.concat(1, answers.toArray(String[]::new)), block.name());
      }
      case Residual residual -> {
        String mixed = graph.concat(1, answers.toArray(String[]::new));
        String sum = graph.op("Add", x, scaled(mixed, residual));
        yield residual.rectified()
            ? watched(graph.op("Relu", sum), block.name() + "_Activation")
            : sum;
      }
    };
  }

  private String pooled(String x) {
    return graph.pool("MaxPool", x, 3, 2, false);
  }

  private String rectified(String x, Convolution convolution) {
    Fold fold = fold(convolution.normalization());
    String normalized =
        layers.scaledConv(
            x,
            weights.get(convolution.name() + "/kernel"),
            new float[convolution.out()],
            fold.scale(),
            fold.shift(),
            convolution.stride(),
            convolution.same());
    watched(normalized, convolution.normalization().name());
    return watched(graph.op("Relu", normalized), convolution.name() + "_Activation");
  }

  private String scaled(String x, Residual residual) {
    Convolution up = residual.up();
    float[] scale = new float[up.out()];
    java.util.Arrays.fill(scale, residual.scale());
    return layers.scaledConv(
        x,
        weights.get(up.name() + "/kernel"),
        weights.values(up.name() + "/bias"),
        scale,
        new float[up.out()],
        up.stride(),
        up.same());
  }

  private String bottleneck(String x) {
    Fold fold =
        fold(KerasLayer.batchNorm(Architecture.BOTTLENECK + "_BatchNorm", Architecture.DIMENSION));
    Tensor kernel = weights.get(Architecture.BOTTLENECK + "/kernel");
    float[] scaled = kernel.values().clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= fold.scale()[i % Architecture.DIMENSION];
    }
    String product =
        graph.op("MatMul", x, graph.constant(scaled, kernel.shape()[0], kernel.shape()[1]));
    return graph.op("Add", product, graph.constant(fold.shift(), Architecture.DIMENSION));
  }

  /** {@code (x − mean) / √(variance + ε) + beta} as a scale and a shift for each channel. */
  private Fold fold(KerasLayer normalization) {
    float[] beta = weights.values(normalization.name() + "/beta");
    float[] mean = weights.values(normalization.name() + "/moving_mean");
    float[] variance = weights.values(normalization.name() + "/moving_variance");
    float[] scale = new float[beta.length];
    float[] shift = new float[beta.length];
    for (int i = 0; i < beta.length; i++) {
      double factor = 1 / Math.sqrt(variance[i] + EPSILON);
      scale[i] = (float) factor;
      shift[i] = (float) (beta[i] - mean[i] * factor);
    }
    return new Fold(scale, shift);
  }

  private String watched(String x, String layer) {
    watch(x, layer, "n", "channels", "height", "width");
    return x;
  }

  private void watch(String x, String layer, Object... dimensions) {
    if (watched.contains(layer)) {
      graph.output(x, layer, dimensions);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // made once, read once
  private record Fold(float[] scale, float[] shift) {}
}
