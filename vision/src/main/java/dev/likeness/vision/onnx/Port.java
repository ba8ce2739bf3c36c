package dev.likeness.vision.onnx;

import java.util.List;

/**
 * An input or output of a net, as the net declares it.
 *
 * @param type of the values, such as {@code FLOAT} or {@code UINT8}
 * @param shape the tensor's sides; -1 for a side of any length
 */
public record Port(String type, List<Long> shape) {
  public Port {
    shape = List.copyOf(shape);
  }
}
