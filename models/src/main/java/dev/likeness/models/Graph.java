package dev.likeness.models;

import com.google.protobuf.ByteString;
import dev.likeness.models.onnx.AttributeProto;
import dev.likeness.models.onnx.GraphProto;
import dev.likeness.models.onnx.ModelProto;
import dev.likeness.models.onnx.NodeProto;
import dev.likeness.models.onnx.OperatorSetIdProto;
import dev.likeness.models.onnx.TensorProto;
import dev.likeness.models.onnx.TensorShapeProto;
import dev.likeness.models.onnx.TypeProto;
import dev.likeness.models.onnx.ValueInfoProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * An ONNX graph under construction (ONNX operators, opset 17). Each method adds a node and returns
 * the name of its output; names count up, so the same calls give the same file.
 */
public final class Graph {
  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;
  private static final int FLOAT = 1;
  static final int UINT8 = 2;
  private static final int INT8 = 3;
  private static final int INT32 = 6;
  private static final int INT64 = 7;

  private final GraphProto.Builder graph;
  private final String prefix;
  private int names;

  /** An empty graph. */
  public Graph(String name) {
    this(name, "");
  }

  private Graph(String name, String prefix) {
    this.graph = GraphProto.newBuilder().setName(name);
    this.prefix = prefix;
  }

  /** A graph of the same name, inputs and outputs as {@code other}, whose names it never reuses. */
  static Graph rewriting(GraphProto other) {
    Graph graph = new Graph(other.getName(), "q");
    graph.graph.addAllInput(other.getInputList());
    graph.graph.addAllOutput(other.getOutputList());
    return graph;
  }

  /**
   * The one input, {@code image}: uint8, [n, height, width, 3], RGB.
   *
   * @param side height and width, or 0 for any
   * @return the picture as float, [n, 3, height, width]
   */
  String image(int side) {
    graph.addInput(value("image", UINT8, "n", side > 0 ? side : "h", side > 0 ? side : "w", 3));
    String floats = add("Cast", List.of("image"), attribute("to", FLOAT));
    return transpose(floats, 0, 3, 1, 2);
  }

  /** The one input, of floats. */
  public String floats(String name, Object... dimensions) {
    graph.addInput(value(name, FLOAT, dimensions));
    return name;
  }

  /** Names a tensor as an output of the net. */
  public void output(String tensor, String name, Object... dimensions) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Identity")
            .setName(name)
            .addInput(tensor)
            .addOutput(name));
    graph.addOutput(value(name, FLOAT, dimensions));
  }

  /** Declares a tensor that a kept node gives as an output of the net. */
  void answer(String name, Object... dimensions) {
    graph.addOutput(value(name, FLOAT, dimensions));
  }

  /** Floats, row-major. */
  public String constant(float[] values, long... shape) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float v : values) {
      bytes.putFloat(v);
    }
    return initializer(FLOAT, bytes.flip(), shape);
  }

  String constant(float value) {
    return constant(new float[] {value});
  }

  String indices(long... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (long v : values) {
      bytes.putLong(v);
    }
    return initializer(INT64, bytes.flip(), values.length);
  }

  /** Signed bytes. */
  String constant(byte[] values, long... shape) {
    return initializer(INT8, ByteBuffer.wrap(values), shape);
  }

  /** One value of 0 to 255. */
  String unsignedByte(int value) {
    return initializer(UINT8, ByteBuffer.wrap(new byte[] {(byte) value}));
  }

  String constant(int... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int v : values) {
      bytes.putInt(v);
    }
    return initializer(INT32, bytes.flip(), values.length);
  }

  /** Takes a constant over from another graph under its name. */
  void keep(TensorProto constant) {
    graph.addInitializer(constant);
  }

  /** Takes a node over from another graph, its output under its name. */
  void keep(NodeProto node) {
    graph.addNode(node);
  }

  /** A node of the same type and attributes as {@code model}, with other inputs. */
  String like(NodeProto model, String... inputs) {
    return add(
        model.getOpType(),
        List.of(inputs),
        model.getAttributeList().toArray(AttributeProto[]::new));
  }

  /** {@code q = x / scale + zero}, rounded and held within an unsigned byte. */
  String quantize(String x, String scale, String zero) {
    return add("QuantizeLinear", List.of(x, scale, zero));
  }

  /** {@code (q − zero) × scale}; with more than one scale, one for each first index. */
  String dequantize(String q, String scale, String zero) {
    return add("DequantizeLinear", List.of(q, scale, zero), attribute("axis", 0));
  }

  /** A node without attributes. */
  public String op(String type, String... inputs) {
    return add(type, List.of(inputs));
  }

  /** The tensor with its sides in another order. */
  public String transpose(String x, long... permutation) {
    return add("Transpose", List.of(x), attribute("perm", permutation));
  }

  /** The inputs one after the other along {@code axis}. */
  public String concat(int axis, String... inputs) {
    return add("Concat", List.of(inputs), attribute("axis", axis));
  }

  /** [n, everything else]. */
  public String flatten(String x) {
    return add("Flatten", List.of(x), attribute("axis", 1));
  }

  /** Pooling; {@code same} pads like TensorFlow: what is odd at the end. */
  public String pool(String type, String x, int size, int stride, boolean same) {
    return add(
        type,
        List.of(x),
        attribute("kernel_shape", new long[] {size, size}),
        attribute("strides", new long[] {stride, stride}),
        padding(same));
  }

  /**
   * A convolution.
   *
   * @param filters in ONNX order, [out, in / groups, size, size]
   */
  String conv(
      String x, float[] filters, long[] shape, float[] bias, int stride, int groups, boolean same) {
    return add(
        "Conv",
        List.of(x, constant(filters, shape), constant(bias, bias.length)),
        attribute("strides", new long[] {stride, stride}),
        attribute("group", groups),
        padding(same));
  }

  /** The net. */
  public ModelProto build() {
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("likeness")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
        .setGraph(graph)
        .build();
  }

  private String add(String type, List<String> inputs, AttributeProto... attributes) {
    String output = prefix + "t" + names++;
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(type)
            .setName(type + "-" + output)
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(List.of(attributes)));
    return output;
  }

  private String initializer(int type, ByteBuffer bytes, long... shape) {
    String name = prefix + "w" + names++;
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type)
            .setRawData(ByteString.copyFrom(bytes));
    for (long side : shape) {
      tensor.addDims(side);
    }
    graph.addInitializer(tensor);
    return name;
  }

  private static AttributeProto padding(boolean same) {
    return AttributeProto.newBuilder()
        .setName("auto_pad")
        .setType(AttributeProto.AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(same ? "SAME_UPPER" : "VALID"))
        .build();
  }

  private static AttributeProto attribute(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  private static AttributeProto attribute(String name, long[] values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }

  private static ValueInfoProto value(String name, int type, Object... dimensions) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (Object dimension : dimensions) {
      shape.addDim(
          dimension instanceof Integer side
              ? TensorShapeProto.Dimension.newBuilder().setDimValue(side)
              : TensorShapeProto.Dimension.newBuilder().setDimParam(dimension.toString()));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)))
        .build();
  }
}
