package dev.likeness.models.facenet;

import dev.likeness.models.Graph;
import dev.likeness.models.Weights;
import dev.likeness.models.Weights.Tensor;
import io.jhdf.HdfFile;
import io.jhdf.api.WritableGroup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Weights by name: the same numbers as {@code models/reference/facenet512/seeded.py} makes. The
 * generator is SplitMix64 (Steele, Lea, Flood 2014), started for each tensor with the FNV-1a hash
 * of its name. Every step is exact in both languages.
 */
public final class SeededWeights {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private SeededWeights() {}

  /** The net as an ONNX file, as DeepFace keeps it since 0.0.102. */
  public static byte[] onnx() {
    return InceptionNet.build(all()).toByteArray();
  }

  /** A small net of the same input and, but for its dimension, the same output. */
  public static byte[] standIn(int dimension) {
    KerasLayer.Weight kernel = new KerasLayer.Weight("kernel", List.of(192, dimension));
    Graph graph = new Graph("stand-in");
    String image =
        graph.transpose(
            graph.floats("image", "n", Architecture.SIDE, Architecture.SIDE, 3), 0, 3, 1, 2);
    String mean = graph.flatten(graph.pool("AveragePool", image, 20, 20, false));
    float[] values = tensor(new KerasLayer("stand-in", List.of(kernel)), kernel).values();
    graph.output(
        graph.op("MatMul", mean, graph.constant(values, 192, dimension)),
        "embedding",
        "n",
        dimension);
    return graph.build().toByteArray();
  }

  /** Writes the weights as a HDF5 file, laid out as Keras 2 does. */
  public static void writeKeras(Path file) {
    writeKeras(file, Architecture.layers(), Map.of());
  }

  /**
   * Writes layers as Keras 2 does.
   *
   * @param names what to call a layer in the file, if not by its own name
   */
  static void writeKeras(Path file, List<KerasLayer> layers, Map<String, String> names) {
    try (var hdf = HdfFile.write(file)) {
      for (KerasLayer layer : layers) {
        String name = names.getOrDefault(layer.name(), layer.name());
        WritableGroup group = hdf.putGroup(name);
        WritableGroup inner = group.putGroup(name);
        for (KerasLayer.Weight weight : layer.weights()) {
          inner.putDataset(weight.name() + ":0", nested(tensor(layer, weight)));
        }
        group.putAttribute(
            "weight_names",
            layer.weights().stream().map(w -> name + "/" + w.name() + ":0").toArray(String[]::new));
      }
      hdf.putAttribute("backend", "tensorflow");
      hdf.putAttribute("keras_version", "2.21.0");
      hdf.putAttribute(
          "layer_names",
          layers.stream()
              .map(layer -> names.getOrDefault(layer.name(), layer.name()))
              .toArray(String[]::new));
    }
  }

  /** All tensors, by {@link KerasLayer#tensor}. */
  static Weights all() {
    Map<String, Tensor> tensors = new HashMap<>();
    for (KerasLayer layer : Architecture.layers()) {
      for (KerasLayer.Weight weight : layer.weights()) {
        tensors.put(layer.tensor(weight), tensor(layer, weight));
      }
    }
    return new Weights("seeded", tensors);
  }

  static Tensor tensor(KerasLayer layer, KerasLayer.Weight weight) {
    int[] shape = weight.shape().stream().mapToInt(Integer::intValue).toArray();
    int count = 1;
    for (int side : shape) {
      count *= side;
    }
    int inputs = count / shape[shape.length - 1];
    double factor =
        switch (weight.name()) {
          case "kernel" -> Math.sqrt(6.0 / inputs);
          case "moving_variance" -> 0.5;
          default -> 0.1;
        };
    double centre = weight.name().equals("moving_variance") ? 1 : 0;
    long state = fnv1a(layer.tensor(weight));
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      state += GAMMA;
      values[i] = (float) (centre + factor * uniform(state));
    }
    return new Tensor(shape, values);
  }

  /** In [-1, 1), multiples of 2⁻²³. */
  private static double uniform(long state) {
    long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return ((z ^ (z >>> 31)) >>> 40) / (double) (1 << 23) - 1;
  }

  private static long fnv1a(String name) {
    long hash = 0xCBF29CE484222325L;
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
    }
    return hash;
  }

  private static Object nested(Tensor tensor) {
    int[] s = tensor.shape();
    if (s.length == 1) {
      return tensor.values();
    }
    int at = 0;
    if (s.length == 2) {
      float[][] rows = new float[s[0]][s[1]];
      for (float[] row : rows) {
        System.arraycopy(tensor.values(), at, row, 0, row.length);
        at += row.length;
      }
      return rows;
    }
    float[][][][] filters = new float[s[0]][s[1]][s[2]][s[3]];
    for (float[][][] plane : filters) {
      for (float[][] line : plane) {
        for (float[] row : line) {
          System.arraycopy(tensor.values(), at, row, 0, row.length);
          at += row.length;
        }
      }
    }
    return filters;
  }
}
