package dev.likeness.models;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.likeness.models.onnx.GraphProto;
import dev.likeness.models.onnx.ModelProto;
import dev.likeness.models.onnx.NodeProto;
import java.util.List;

/**
 * The face detector, an Ultra-Light RFB net of 0.28 million parameters, as a net for pictures of
 * any size: 8-bit RGB in, and out what each prior box makes of it. The package's net takes floats
 * of 320 × 240 alone, because it ends in a decoder with the priors of that size; what is before the
 * decoder is convolutions.
 */
final class DetectorNet {
  private static final String INPUT = "input";
  private static final float MEAN = 127;
  private static final float DIVISOR = 128;
  private static final int SCORES = 2;
  private static final int OFFSETS = 4;

  private DetectorNet() {}

  /**
   * Rewrites the net. Outputs {@code scores}, [n, priors, 2], the second the face's, and {@code
   * offsets}, [n, priors, 4], of the box's centre and size from its prior. Priors go by stride 8,
   * 16, 32, 64, then row, column and size.
   *
   * @throws IllegalArgumentException if it is not the net this was written for
   */
  static ModelProto build(byte[] onnx) {
    ModelProto net = parsed(onnx);
    GraphProto from = net.getGraph();
    Graph graph = new Graph("detector");
    String pixels = graph.image(0);
    String input =
        graph.op("Div", graph.op("Sub", pixels, graph.constant(MEAN)), graph.constant(DIVISOR));
    String offsets = offsets(from);
    for (NodeProto node : from.getNodeList()) {
      if (node.getInputList().contains(offsets)) {
        break;
      }
      graph.keep(
          node.getInputList().indexOf(INPUT) == 0
              ? node.toBuilder().setInput(0, input).build()
              : node);
    }
    from.getInitializerList().forEach(graph::keep);
    graph.answer("scores", "n", "priors", SCORES);
    graph.output(offsets, "offsets", "n", "priors", OFFSETS);
    return net.toBuilder().setGraph(graph.build().getGraph()).build();
  }

  /** The tensor that the decoder starts from: what stands last before the scores. */
  private static String offsets(GraphProto net) {
    List<NodeProto> nodes = net.getNodeList();
    for (int i = 1; i < nodes.size(); i++) {
      if (nodes.get(i).getOutputList().contains("scores")) {
        return nodes.get(i - 1).getOutput(0);
      }
    }
    throw new IllegalArgumentException("net " + net.getName() + " answers no scores");
  }

  private static ModelProto parsed(byte[] onnx) {
    try {
      return ModelProto.parseFrom(onnx);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(onnx.length + " bytes are no ONNX net", e);
    }
  }
}
