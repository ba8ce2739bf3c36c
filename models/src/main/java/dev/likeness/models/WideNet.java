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
  private static final String OUTPUT = "embedding";
  private static final String NARROW = "narrow-" + OUTPUT;

  private WideNet() {}

  /**
   * Rewrites a net.
   *
   * @param onnx a net that answers {@code embedding}, [n, rows of the matrix]
   * @param matrix its rows of equal length, the new dimension
   * @throws IllegalArgumentException if it is no net, or has no such output
   */
  public static byte[] of(byte[] onnx, float[][] matrix) {
    ModelProto net;
    try {
      net = ModelProto.parseFrom(onnx);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(onnx.length + " bytes are no ONNX net", e);
    }
    GraphProto graph = net.getGraph();
    if (graph.getOutputList().stream().noneMatch(output -> output.getName().equals(OUTPUT))) {
      throw new IllegalArgumentException("net " + graph.getName() + " has no output " + OUTPUT);
    }
    Graph wide = Graph.continuing(graph);
    for (NodeProto node : graph.getNodeList()) {
      wide.keep(
          node.getOutput(0).equals(OUTPUT)
              ? node.toBuilder().setName(NARROW).setOutput(0, NARROW).build()
              : node);
    }
    graph.getInitializerList().forEach(wide::keep);
    int dimension = matrix[0].length;
    wide.output(
        wide.op("MatMul", NARROW, wide.constant(flat(matrix), matrix.length, dimension)),
        OUTPUT,
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
