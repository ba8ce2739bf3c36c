package dev.likeness.vision.onnx;

import java.util.Map;

/**
 * What a net answered, by output name.
 *
 * @param net its name, for error messages
 * @param tensors by name
 */
public record Outputs(String net, Map<String, Tensor> tensors) {
  /**
   * The output {@code name}.
   *
   * @throws IllegalStateException if the net has none of that name
   */
  public Tensor get(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalStateException(
          "the net " + net + " answers " + tensors.keySet() + ", expected " + name);
    }
    return tensor;
  }
}
