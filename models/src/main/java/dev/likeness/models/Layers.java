package dev.likeness.models;

import dev.likeness.models.Weights.Tensor;

/**
 * TensorFlow's layers in ONNX terms. TensorFlow keeps filters as [height, width, in, out], and
 * depthwise ones as [height, width, channels, 1]; ONNX wants the output channels first.
 */
public final class Layers {
  private static final float[] RGB_MEAN = {122.782f, 117.001f, 104.298f};
  private static final float PIXEL = 255f;

  private final Graph graph;
  private final Weights weights;

  /** Layers that are added to {@code graph}. */
  public Layers(Graph graph, Weights weights) {
    this.graph = graph;
    this.weights = weights;
  }

  /** The picture less the mean colour of the training photos, over 255. */
  String lessMeanColour(String image) {
    String shifted = graph.op("Sub", image, graph.constant(RGB_MEAN, 1, 3, 1, 1));
    return graph.op("Div", shifted, graph.constant(PIXEL));
  }

  String conv(String x, String filters, String bias, int stride, boolean same) {
    return conv(x, weights.get(filters), weights.values(bias), stride, same);
  }

  String conv(String x, Tensor filters, float[] bias, int stride, boolean same) {
    int[] s = filters.shape();
    float[] onnx = new float[filters.values().length];
    int at = 0;
    for (int out = 0; out < s[3]; out++) {
      for (int in = 0; in < s[2]; in++) {
        for (int pixel = 0; pixel < s[0] * s[1]; pixel++) {
          onnx[at++] = filters.values()[(pixel * s[2] + in) * s[3] + out];
        }
      }
    }
    return graph.conv(x, onnx, new long[] {s[3], s[2], s[0], s[1]}, bias, stride, 1, same);
  }

  String depthwise(String x, Tensor filters, float[] bias, int stride, boolean same) {
    int[] s = filters.shape();
    float[] onnx = new float[filters.values().length];
    int at = 0;
    for (int channel = 0; channel < s[2]; channel++) {
      for (int pixel = 0; pixel < s[0] * s[1]; pixel++) {
        onnx[at++] = filters.values()[pixel * s[2] + channel];
      }
    }
    return graph.conv(x, onnx, new long[] {s[2], 1, s[0], s[1]}, bias, stride, s[2], same);
  }

  /** A depthwise convolution, then a pointwise one with the bias (Chollet, Xception). */
  String separable(String x, String name, int stride) {
    Tensor filters = weights.get(name + "/depthwise_filter");
    String depthwise = depthwise(x, filters, new float[filters.shape()[2]], stride, true);
    return conv(depthwise, name + "/pointwise_filter", name + "/bias", 1, true);
  }

  /** Filters and bias with a per-channel scale and shift folded in. */
  public String scaledConv(
      String x,
      Tensor filters,
      float[] bias,
      float[] scale,
      float[] shift,
      int stride,
      boolean same) {
    int outs = scale.length;
    float[] scaled = filters.values().clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= scale[i % outs];
    }
    float[] shifted = new float[outs];
    for (int i = 0; i < outs; i++) {
      shifted[i] = bias[i] * scale[i] + shift[i];
    }
    return conv(x, new Tensor(filters.shape(), scaled), shifted, stride, same);
  }
}
