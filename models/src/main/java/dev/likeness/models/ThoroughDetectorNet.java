package dev.likeness.models;

import dev.likeness.models.Weights.Tensor;
import dev.likeness.models.onnx.ModelProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The thorough detector: SSD over a MobileNet v1, 512 pixels square. Outputs {@code boxes}, [n,
 * 5118, 4] as top, left, bottom, right in shares of the picture, and {@code scores}, [n, 5118] in
 * [0, 1].
 */
final class ThoroughDetectorNet {
  private static final int SIDE = 512;
  private static final int PRIORS = 5118;
  private static final float HALF_RANGE = 127.5f;
  private static final float EPSILON = 0.001f;
  private static final int LAYERS = 13;
  private static final List<Integer> HALVING = List.of(2, 4, 6, 12);
  private static final int FIRST_FEATURES = 11;
  private static final int EXTRAS = 8;
  private static final float CENTRE_SCALE = 10;
  private static final float SIZE_SCALE = 5;

  private final Graph graph = new Graph("detector-thorough");
  private final Weights weights;
  private final Layers layers;

  private ThoroughDetectorNet(Weights weights) {
    this.weights = weights;
    this.layers = new Layers(graph, weights);
  }

  static ModelProto build(Weights weights) {
    return new ThoroughDetectorNet(weights).build();
  }

  private ModelProto build() {
    List<String> features = features();
    String[] boxes = new String[features.size()];
    String[] classes = new String[features.size()];
    for (int i = 0; i < boxes.length; i++) {
      boxes[i] = predictor(features.get(i), i, "BoxEncodingPredictor", 4);
      classes[i] = predictor(features.get(i), i, "ClassPredictor", 3);
    }
    graph.output(decoded(graph.concat(1, boxes)), "boxes", "n", PRIORS, 4);
    String logits = graph.gather(graph.concat(1, classes), 2, 1);
    String scores = graph.op("Sigmoid", graph.op("Squeeze", logits, graph.indices(2)));
    graph.output(scores, "scores", "n", PRIORS);
    return graph.build();
  }

  private List<String> features() {
    List<String> features = new ArrayList<>();
    String x = graph.op("Sub", graph.image(SIDE), graph.constant(HALF_RANGE));
    x = graph.op("Div", x, graph.constant(HALF_RANGE));
    x = pointwise(x, "MobilenetV1/Conv2d_0_pointwise", 2);
    for (int layer = 1; layer <= LAYERS; layer++) {
      x =
          depthwise(
              x, "MobilenetV1/Conv2d_" + layer + "_depthwise", HALVING.contains(layer) ? 2 : 1);
      x = pointwise(x, "MobilenetV1/Conv2d_" + layer + "_pointwise", 1);
      if (layer == FIRST_FEATURES || layer == LAYERS) {
        features.add(x);
      }
    }
    for (int extra = 0; extra < EXTRAS; extra++) {
      boolean halving = extra % 2 == 1;
      x = pointwise(x, "Prediction/Conv2d_" + extra + "_pointwise", halving ? 2 : 1);
      if (halving) {
        features.add(x);
      }
    }
    return features;
  }

  private String pointwise(String x, String name, int stride) {
    return graph.relu6(
        layers.conv(x, name + "/weights", name + "/convolution_bn_offset", stride, true));
  }

  private String depthwise(String x, String name, int stride) {
    Tensor filters = weights.get(name + "/depthwise_weights");
    float[] gamma = weights.values(name + "/BatchNorm/gamma");
    float[] beta = weights.values(name + "/BatchNorm/beta");
    float[] mean = weights.values(name + "/BatchNorm/moving_mean");
    float[] variance = weights.values(name + "/BatchNorm/moving_variance");
    float[] scaled = filters.values().clone();
    float[] bias = new float[gamma.length];
    for (int channel = 0; channel < gamma.length; channel++) {
      float scale = (float) (gamma[channel] / Math.sqrt(variance[channel] + EPSILON));
      bias[channel] = beta[channel] - mean[channel] * scale;
      for (int at = channel; at < scaled.length; at += gamma.length) {
        scaled[at] *= scale;
      }
    }
    return graph.relu6(
        layers.depthwise(x, new Tensor(filters.shape(), scaled), bias, stride, true));
  }

  private String predictor(String features, int index, String what, int values) {
    String name = "Prediction/BoxPredictor_" + index + "/" + what;
    String x = layers.conv(features, name + "/weights", name + "/biases", 1, true);
    return graph.op("Reshape", graph.transpose(x, 0, 2, 3, 1), graph.indices(0, -1, values));
  }

  /** Boxes from what the net says of each prior: a shift of its centre and a change of its size. */
  private String decoded(String encoded) {
    float[] priors = weights.values("Output/extra_dim");
    float[] sizes = new float[2 * PRIORS];
    float[] centres = new float[2 * PRIORS];
    for (int i = 0; i < PRIORS; i++) {
      float[] corners = Arrays.copyOfRange(priors, 4 * i, 4 * i + 4);
      for (int axis = 0; axis < 2; axis++) {
        sizes[2 * i + axis] = corners[2 + axis] - corners[axis];
        centres[2 * i + axis] = corners[axis] + sizes[2 * i + axis] / 2;
      }
    }
    String size = graph.constant(sizes, 1, PRIORS, 2);
    String shift = graph.op("Div", graph.gather(encoded, 2, 0, 1), graph.constant(CENTRE_SCALE));
    String growth = graph.op("Div", graph.gather(encoded, 2, 2, 3), graph.constant(SIZE_SCALE));
    String centre =
        graph.op("Add", graph.op("Mul", shift, size), graph.constant(centres, 1, PRIORS, 2));
    String half =
        graph.op("Div", graph.op("Mul", graph.op("Exp", growth), size), graph.constant(2));
    return graph.concat(2, graph.op("Sub", centre, half), graph.op("Add", centre, half));
  }
}
