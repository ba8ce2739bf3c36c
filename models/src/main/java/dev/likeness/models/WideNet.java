package dev.likeness.models;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.likeness.models.onnx.GraphProto;
import dev.likeness.models.onnx.ModelProto;
import dev.likeness.models.onnx.NodeProto;

/**
 * A recognition net whose embedding is multiplied by a matrix. With orthonormal rows the angles
 * between embeddings stay what they were, in more dimensions: a stand-in for a net of so many, for
 * who measures what their number costs.
 */
public final class WideNet {
  private static final String NARROW = "narrow-";

  private WideNet() {}

  /**
   * Rewrites a net.
   *
   * @param onnx a net that answers {@code output}, [n, rows of the matrix]
   * @param output its name
   * @param matrix its rows of equal length, the new dimension
   * @throws IllegalArgumentException if it is no net, or has no such output
   */
  public static byte[] of(byte[] onnx, String output, float[][] matrix) {
    ModelProto net;
    try {
      net = ModelProto.parseFrom(onnx);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(onnx.length + " bytes are no ONNX net", e);
    }
    GraphProto graph = net.getGraph();
    if (graph.getOutputList().stream().noneMatch(one -> one.getName().equals(output))) {
      throw new IllegalArgumentException("net " + graph.getName() + " has no output " + output);
    }
    String narrow = NARROW + output;
    Graph wide = Graph.continuing(graph);
    for (NodeProto node : graph.getNodeList()) {
      wide.keep(
          node.getOutput(0).equals(output)
              ? node.toBuilder().setName(narrow).setOutput(0, narrow).build()
              : node);
    }
    graph.getInitializerList().forEach(wide::keep);
    int dimension = matrix[0].length;
    wide.output(
        wide.op("MatMul", narrow, wide.constant(flat(matrix), matrix.length, dimension)),
        output,
        "n",
        dimension);
    return net.toBuilder().setGraph(wide.build().getGraph()).build().toByteArray();
  }

  private static float[] flat(float[][] matrix) {
    int dimension = matrix[0].length;
    float[] all = new float[matrix.length * dimension];
    for (int row = 0; row < matrix.length; row++) {
      System.arraycopy(matrix[row], 0, all, row * dimension, dimension);
    }
    return all;
  }
}
