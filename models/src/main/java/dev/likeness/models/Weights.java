package dev.likeness.models;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The weights of one net: tensors by name. */
public final class Weights {
  /**
   * A tensor, row-major.
   *
   * @param shape its sides
   * @param values as many as the sides' product
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Tensor(int[] shape, float[] values) {}

  private final String net;
  private final Map<String, Tensor> tensors;

  /**
   * Weights that were read elsewhere.
   *
   * @param net for error messages
   */
  public Weights(String net, Map<String, Tensor> tensors) {
    this.net = net;
    this.tensors = tensors;
  }

  /**
   * Reads weights as TensorFlow.js keeps them: {@code NET-weights_manifest.json}, which names
   * tensors, and the one file of their values. Quantised tensors are bytes {@code q} that stand for
   * {@code q × scale + min}.
   *
   * @throws IOException if a file cannot be read, or holds less or more than the manifest says
   */
  static Weights read(Path directory, String net) throws IOException {
    JsonNode manifest =
        JsonMapper.shared()
            .readTree(Files.readAllBytes(directory.resolve(net + "-weights_manifest.json")))
            .get(0);
    Path file = directory.resolve(manifest.get("paths").get(0).asString());
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    Map<String, Tensor> tensors = new HashMap<>();
    for (JsonNode weight : manifest.get("weights")) {
      tensors.put(weight.get("name").asString(), tensor(weight, bytes, file));
    }
    if (bytes.hasRemaining()) {
      throw new IOException(
          file + " has " + bytes.capacity() + " bytes, its manifest names " + bytes.position());
    }
    return new Weights(net, tensors);
  }

  private static Tensor tensor(JsonNode weight, ByteBuffer bytes, Path file) throws IOException {
    JsonNode sides = weight.get("shape");
    int[] shape = new int[sides.size()];
    int count = 1;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = sides.get(i).asInt();
      count *= shape[i];
    }
    JsonNode quantization = weight.get("quantization");
    int wanted = quantization == null ? Float.BYTES * count : count;
    if (bytes.remaining() < wanted) {
      throw new IOException(
          file
              + " has "
              + bytes.capacity()
              + " bytes, tensor "
              + weight.get("name").asString()
              + " needs "
              + (bytes.position() + wanted));
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] =
          quantization == null
              ? bytes.getFloat()
              : (float)
                  ((bytes.get() & 0xFF) * quantization.get("scale").asDouble()
                      + quantization.get("min").asDouble());
    }
    return new Tensor(shape, values);
  }

  /**
   * The tensor of a name.
   *
   * @throws IllegalArgumentException if the net has none of that name
   */
  public Tensor get(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("net " + net + " has no tensor " + name);
    }
    return tensor;
  }

  /** The values of a tensor. */
  public float[] values(String name) {
    return get(name).values();
  }
}
