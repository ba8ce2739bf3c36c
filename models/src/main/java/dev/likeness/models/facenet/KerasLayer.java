package dev.likeness.models.facenet;

import java.util.List;

/**
 * A layer that has weights.
 *
 * @param name of the layer
 * @param weights in Keras' order
 */
record KerasLayer(String name, List<Weight> weights) {
  /**
   * A tensor of a layer.
   *
   * @param name within the layer
   * @param shape its sides
   */
  record Weight(String name, List<Integer> shape) {}

  KerasLayer {
    weights = List.copyOf(weights);
  }

  /** Batch normalisation without a learned scale. */
  static KerasLayer batchNorm(String name, int channels) {
    List<Integer> shape = List.of(channels);
    return new KerasLayer(
        name,
        List.of(
            new Weight("beta", shape),
            new Weight("moving_mean", shape),
            new Weight("moving_variance", shape)));
  }

  /** The name of a weight among those of the whole net. */
  String tensor(Weight weight) {
    return name + "/" + weight.name();
  }
}
