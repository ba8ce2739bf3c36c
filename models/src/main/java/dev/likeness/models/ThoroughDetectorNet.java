package dev.likeness.models;

import dev.likeness.models.Weights.Tensor;
import dev.likeness.models.onnx.ModelProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The thorough detector: SSD over a MobileNet v1, for pictures of 512 pixels square or less.
 * Outputs {@code boxes}, [n, p, 4] as top, left, bottom, right in shares of 512 pixels, and {@code
 * scores}, [n, p] in [0, 1]; p is 5118 for a picture of full size.
 *
 * <p>The net is convolutions all the way, so that a smaller picture is the upper left corner of a
 * full one: it has fewer cells, and their priors are those of the same cells.
 */
final class ThoroughDetectorNet {
  private static final int SIDE = 512;
  private static final int FINEST_CELL = 16;
  private static final int FINEST_PRIORS = 3;
  private static final int CELL_PRIORS = 6;
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
    float[] priors = weights.values("Output/extra_dim");
    String[] boxes = new String[features.size()];
    String[] classes = new String[features.size()];
    int first = 0;
    for (int i = 0; i < boxes.length; i++) {
      int cells = (SIDE / FINEST_CELL) >> i;
      int count = cells * cells * (i == 0 ? FINEST_PRIORS : CELL_PRIORS);
      String encoded = predictor(features.get(i), i, "BoxEncodingPredictor", 4);
      float[] own = Arrays.copyOfRange(priors, 4 * first, 4 * (first + count));
      boxes[i] = decoded(encoded, own, cells, graph.op("Shape", features.get(i)));
      classes[i] = predictor(features.get(i), i, "ClassPredictor", 3);
      first += count;
    }
    graph.output(graph.concat(1, boxes), "boxes", "n", "priors", 4);
    String logits = graph.gather(graph.concat(1, classes), 2, 1);
    String scores = graph.op("Sigmoid", graph.op("Squeeze", logits, graph.indices(2)));
    graph.output(scores, "scores", "n", "priors");
    return graph.build();
  }

  private List<String> features() {
    List<String> features = new ArrayList<>();
    String x = graph.op("Sub", graph.image(0), graph.constant(HALF_RANGE));
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

  /**
   * Boxes from what the net says of each prior: a shift of its centre and a change of its size.
   *
   * @param priors of a picture of full size, row by row, as top, left, bottom, right
   * @param cells in a row of such a picture
   * @param shape of the features: as many of the cells are there
   */
  private String decoded(String encoded, float[] priors, int cells, String shape) {
    int count = priors.length / 4;
    float[] sizes = new float[2 * count];
    float[] centres = new float[2 * count];
    for (int i = 0; i < count; i++) {
      for (int axis = 0; axis < 2; axis++) {
        sizes[2 * i + axis] = priors[4 * i + 2 + axis] - priors[4 * i + axis];
        centres[2 * i + axis] = priors[4 * i + axis] + sizes[2 * i + axis] / 2;
      }
    }
    String size = corner(sizes, cells, shape);
    String shift = graph.op("Div", graph.gather(encoded, 2, 0, 1), graph.constant(CENTRE_SCALE));
    String growth = graph.op("Div", graph.gather(encoded, 2, 2, 3), graph.constant(SIZE_SCALE));
    String centre = graph.op("Add", graph.op("Mul", shift, size), corner(centres, cells, shape));
    String half =
        graph.op("Div", graph.op("Mul", graph.op("Exp", growth), size), graph.constant(2));
    return graph.concat(2, graph.op("Sub", centre, half), graph.op("Add", centre, half));
  }

  /** Pairs of values of the cells that are there, [1, priors, 2]. */
  private String corner(float[] pairs, int cells, String shape) {
    String all = graph.constant(pairs, 1, cells, cells, pairs.length / (cells * cells));
    String some =
        graph.op(
            "Slice", all, graph.indices(0, 0), graph.gather(shape, 0, 2, 3), graph.indices(1, 2));
    return graph.op("Reshape", some, graph.indices(1, -1, 2));
  }
}
