package dev.likeness.models.facenet;

import java.util.ArrayList;
import java.util.List;

/**
 * A convolution. All but those at the end of a residual block have no bias and are followed by
 * batch normalisation, whose layer has the convolution's name and {@code _BatchNorm}, and by a
 * rectifier.
 *
 * @param name of its layer in Keras
 * @param height of its filters
 * @param width of its filters
 * @param in how many channels it takes
 * @param out how many channels it answers
 * @param stride in both directions
 * @param same whether the picture is padded so that a stride of 1 keeps its size
 * @param normalized whether batch normalisation and a rectifier follow
 */
record Convolution(
    String name,
    int height,
    int width,
    int in,
    int out,
    int stride,
    boolean same,
    boolean normalized) {
  /** Its own layer: the filters, and the bias if it has one. */
  KerasLayer layer() {
    List<KerasLayer.Weight> weights = new ArrayList<>();
    weights.add(new KerasLayer.Weight("kernel", List.of(height, width, in, out)));
    if (!normalized) {
      weights.add(new KerasLayer.Weight("bias", List.of(out)));
    }
    return new KerasLayer(name, weights);
  }

  /** The layer of its batch normalisation. */
  KerasLayer normalization() {
    return KerasLayer.batchNorm(name + "_BatchNorm", out);
  }
}
