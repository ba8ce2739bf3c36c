package dev.likeness.vision.embed;

import dev.likeness.vision.onnx.Net;
import dev.likeness.vision.onnx.Port;
import java.util.Map;

/** Whether a net is the one its card describes, as far as the net declares itself. */
final class NetFit {
  private NetFit() {}

  /**
   * Compares what the net declares with what its card says.
   *
   * @return the net's input
   * @throws IllegalArgumentException naming the card's field that is wrong
   */
  static Port check(Net net, FaceInput input, FaceOutput output) {
    Port in = port(net.inputs(), input.name(), "input.name");
    String type = input.type() == FaceInput.Type.FLOAT32 ? "FLOAT" : "UINT8";
    if (!in.type().equals(type)) {
      throw wrong("input.type", input.type(), in.type());
    }
    if (!takes(in, input.shape(1))) {
      throw wrong("input (layout, width, height)", describe(input.shape(1)), in.shape());
    }
    Port out = port(net.outputs(), output.name(), "output.name");
    if (!out.type().equals("FLOAT")) {
      throw wrong("output.name", output.name() + " of floats", out.type());
    }
    return in;
  }

  private static Port port(Map<String, Port> ports, String name, String field) {
    Port port = ports.get(name);
    if (port == null) {
      throw wrong(field, name, ports.keySet());
    }
    return port;
  }

  /** Whether sides of fixed length are what will be sent; the batch may be fixed at 1 only. */
  private static boolean takes(Port port, long[] shape) {
    if (port.shape().size() != shape.length) {
      return false;
    }
    for (int i = 0; i < shape.length; i++) {
      long side = port.shape().get(i);
      if (side > 0 && side != shape[i]) {
        return false;
      }
    }
    return true;
  }

  private static String describe(long[] shape) {
    return java.util.Arrays.toString(shape);
  }

  private static IllegalArgumentException wrong(String field, Object card, Object net) {
    return new IllegalArgumentException(
        "the card's " + field + " is " + card + ", the net has " + net);
  }
}
