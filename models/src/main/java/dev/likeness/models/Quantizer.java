package dev.likeness.models;

import dev.likeness.models.Ranges.Range;
import dev.likeness.models.onnx.GraphProto;
import dev.likeness.models.onnx.ModelProto;
import dev.likeness.models.onnx.NodeProto;
import dev.likeness.models.onnx.TensorProto;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Rewrites a net so that its convolutions and what lies between them compute in 8 bits, and all
 * else as before. Activations are unsigned bytes with one scale and zero a tensor, filters signed
 * bytes ({@link ByteFilters}); the graph says so by pairs of QuantizeLinear and DequantizeLinear,
 * which a runtime folds into integer kernels.
 *
 * <p>The picture is bytes already: the mean colour and the divisor that the net begins with move
 * into the scale and into the bias of the first convolution. Relu and Clip vanish, because what
 * they cut off lies outside the bytes.
 */
final class Quantizer {
  private static final Set<String> CUTS = Set.of("Relu", "Clip");
  private static final Set<String> READS_BYTES =
      Set.of("Conv", "Add", "MaxPool", "AveragePool", "Pad", "Relu", "Clip");
  private static final List<String> BEGINNING = List.of("Cast", "Transpose", "Sub", "Div");

  private final GraphProto net;
  private final Function<String, Range> ranges;
  private final Graph graph;
  private final Map<String, TensorProto> constants = new HashMap<>();
  private final Map<String, List<NodeProto>> readers = new HashMap<>();
  private final Set<String> kept = new LinkedHashSet<>();
  private final Map<String, Bytes> bytes = new HashMap<>();
  private final Map<Bytes, String> floats = new HashMap<>();

  /** A tensor of bytes that stand for {@code (q − zero) × scale}. */
  private record Bytes(String name, float scale, int zero) {}

  private Quantizer(GraphProto net, Function<String, Range> ranges) {
    this.net = net;
    this.ranges = ranges;
    this.graph = Graph.rewriting(net);
    net.getInitializerList().forEach(constant -> constants.put(constant.getName(), constant));
    for (NodeProto node : net.getNodeList()) {
      for (String input : node.getInputList()) {
        readers.computeIfAbsent(input, _ -> new ArrayList<>()).add(node);
      }
    }
  }

  /**
   * Rewrites a net.
   *
   * @param ranges asked for each tensor that becomes bytes
   * @throws IllegalArgumentException unless the net begins with its picture less a mean, over a
   *     divisor
   */
  static ModelProto quantize(ModelProto model, Function<String, Range> ranges) {
    return new Quantizer(model.getGraph(), ranges).quantize();
  }

  private ModelProto quantize() {
    List<NodeProto> nodes = net.getNodeList();
    List<NodeProto> first = nodes.subList(0, BEGINNING.size());
    if (!first.stream().map(NodeProto::getOpType).toList().equals(BEGINNING)) {
      throw new IllegalArgumentException(net.getName() + " does not begin with " + BEGINNING);
    }
    NodeProto convolution = nodes.get(BEGINNING.size());
    first(first, convolution);
    for (NodeProto node : nodes.subList(BEGINNING.size() + 1, nodes.size())) {
      rewrite(node);
    }
    kept.forEach(name -> graph.keep(constant(name)));
    return graph.build();
  }

  private void rewrite(NodeProto node) {
    if (bytes.containsKey(node.getOutput(0))) {
      return;
    }
    Bytes x = bytes.get(node.getInput(0));
    if (x == null || !done(node, x)) {
      keep(node);
    }
  }

  /** Whether {@code node}, which reads {@code x}, could be rewritten. */
  private boolean done(NodeProto node, Bytes x) {
    String output = node.getOutput(0);
    switch (node.getOpType()) {
      case "Conv" -> {
        if (!readAsBytes(output)) {
          return false;
        }
        toBytes(node, convolved(node, x, values(node.getInput(2))));
      }
      case "Add" -> {
        if (!bytes.keySet().containsAll(node.getInputList())) {
          return false;
        }
        toBytes(node, graph.op("Add", asFloat(node.getInput(0)), asFloat(node.getInput(1))));
      }
      case "MaxPool", "AveragePool" ->
          bytes.put(
              output, quantized(graph.like(node, asFloat(node.getInput(0))), x.scale(), x.zero()));
      case "Pad" -> {
        kept.add(node.getInput(1));
        String padded = graph.like(node, x.name(), node.getInput(1), graph.unsignedByte(x.zero()));
        bytes.put(output, new Bytes(padded, x.scale(), x.zero()));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void first(List<NodeProto> nodes, NodeProto convolution) {
    float[] mean = values(nodes.get(2).getInput(1));
    float divisor = values(nodes.get(3).getInput(1))[0];
    float sum = 0;
    for (float colour : mean) {
      sum += colour;
    }
    int zero = Math.round(sum / mean.length);
    Bytes picture =
        new Bytes(graph.like(nodes.get(1), nodes.get(0).getInput(0)), 1 / divisor, zero);
    bytes.put(nodes.get(3).getOutput(0), picture);

    TensorProto filters = constant(convolution.getInput(1));
    float[] weights = values(convolution.getInput(1));
    float[] bias = values(convolution.getInput(2));
    int channels = (int) filters.getDims(1);
    int area = weights.length / bias.length / channels;
    for (int i = 0; i < weights.length; i++) {
      float colour = mean[i / area % channels % mean.length];
      bias[i / area / channels] += weights[i] * (zero - colour) / divisor;
    }
    toBytes(convolution, convolved(convolution, picture, bias));
  }

  private String convolved(NodeProto node, Bytes x, float[] bias) {
    TensorProto shape = constant(node.getInput(1));
    ByteFilters q = ByteFilters.of(values(node.getInput(1)), bias, x.scale());
    int channels = bias.length;
    String filters =
        graph.dequantize(
            graph.constant(
                q.filters(), shape.getDimsList().stream().mapToLong(side -> side).toArray()),
            graph.constant(q.scales(), channels),
            graph.constant(new byte[channels], channels));
    String sums =
        graph.dequantize(
            graph.constant(q.bias()),
            graph.constant(q.biasScales(), channels),
            graph.constant(new int[channels]));
    return graph.like(node, asFloat(node.getInput(0)), filters, sums);
  }

  /** Makes {@code result}, which {@code node} would have answered, into bytes. */
  private void toBytes(NodeProto node, String result) {
    String output = node.getOutput(0);
    List<NodeProto> next = readers.getOrDefault(output, List.of());
    boolean cut = next.size() == 1 && CUTS.contains(next.getFirst().getOpType());
    String name = cut ? next.getFirst().getOutput(0) : output;
    Range range = ranges.apply(name);
    float least = Math.min(0, range.least());
    float scale = Math.max(Math.max(0, range.most()) - least, Float.MIN_NORMAL) / 255;
    bytes.put(name, quantized(result, scale, Math.round(-least / scale)));
  }

  private Bytes quantized(String x, float scale, int zero) {
    String name = graph.quantize(x, scalar(scale), graph.unsignedByte(zero));
    return new Bytes(name, scale, zero);
  }

  private String asFloat(String tensor) {
    Bytes x = bytes.get(tensor);
    return x == null ? tensor : floats.computeIfAbsent(x, this::dequantized);
  }

  private String dequantized(Bytes x) {
    return graph.dequantize(x.name(), scalar(x.scale()), graph.unsignedByte(x.zero()));
  }

  private String scalar(float value) {
    return graph.constant(new float[] {value}, new long[0]);
  }

  private boolean readAsBytes(String tensor) {
    return readers.getOrDefault(tensor, List.of()).stream()
        .allMatch(reader -> READS_BYTES.contains(reader.getOpType()));
  }

  private void keep(NodeProto node) {
    NodeProto.Builder copy = node.toBuilder().clearInput();
    for (String input : node.getInputList()) {
      if (constants.containsKey(input)) {
        kept.add(input);
      }
      copy.addInput(asFloat(input));
    }
    graph.keep(copy.build());
  }

  private TensorProto constant(String name) {
    TensorProto constant = constants.get(name);
    if (constant == null) {
      throw new IllegalArgumentException(net.getName() + " has no constant " + name);
    }
    return constant;
  }

  private float[] values(String name) {
    FloatBuffer raw =
        constant(name)
            .getRawData()
            .asReadOnlyByteBuffer()
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer();
    float[] values = new float[raw.remaining()];
    raw.get(values);
    return values;
  }
}
