package dev.likeness.models.facenet;

import dev.likeness.models.onnx.ModelProto;
import dev.likeness.models.onnx.TensorShapeProto;
import dev.likeness.models.onnx.ValueInfoProto;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * FaceNet512 from the file of weights that DeepFace keeps in {@code ~/.deepface/weights}: {@code
 * facenet512_weights.onnx} since 0.0.102, {@code facenet512_weights.h5} before.
 */
public final class FaceNet512 {
  /** The model that prepares faces as DeepFace does. */
  public static final String ID = "facenet512";

  /** The model that prepares faces as in the net's training. */
  public static final String NATIVE_ID = ID + "-native";

  private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'};

  private FaceNet512() {}

  /** Whether {@code id} is one of the two models. */
  public static boolean is(String id) {
    return id.equals(ID) || id.equals(NATIVE_ID);
  }

  /**
   * A model.
   *
   * @param card as JSON; it does not seal the net
   * @param net an ONNX file
   */
  @SuppressWarnings("ArrayRecordComponent") // made once, written once
  public record Model(byte[] card, byte[] net) {}

  /**
   * The model that a file of weights makes.
   *
   * @param id {@link #ID} or {@link #NATIVE_ID}
   * @param weights DeepFace's file
   * @param normalization what is done to the colours; the model of the net's training has its own
   * @throws IOException if the file cannot be read, or its weights are not FaceNet512's; the
   *     message says what was found instead
   * @throws IllegalArgumentException if the model takes no such normalization
   */
  public static Model of(String id, Path weights, Normalization normalization) throws IOException {
    if (id.equals(NATIVE_ID) && normalization != Normalization.BASE) {
      throw new IllegalArgumentException(
          "normalization is " + normalization + ", and " + id + " has its own; leave it out");
    }
    if (isHdf5(weights)) {
      ModelProto net = InceptionNet.build(KerasWeights.read(weights, Architecture.layers()));
      return new Model(card(id, weights, normalization, net), net.toByteArray());
    }
    byte[] onnx = Files.readAllBytes(weights);
    return new Model(card(id, weights, normalization, parsed(onnx, weights)), onnx);
  }

  private static byte[] card(String id, Path weights, Normalization normalization, ModelProto net)
      throws IOException {
    ObjectNode card = template(id);
    ObjectNode input = (ObjectNode) card.get("input");
    input.put("name", port(net, weights, true).getName());
    if (id.equals(ID)) {
      normalization.describe(input);
      card.put("name", card.get("name").asString() + " (" + normalization + ")");
    }
    ((ObjectNode) card.get("output")).put("name", port(net, weights, false).getName());
    card.put("source", "DeepFace's " + weights.getFileName());
    return JsonMapper.shared().writeValueAsBytes(card);
  }

  private static boolean isHdf5(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(HDF5.length), HDF5);
    }
  }

  private static ModelProto parsed(byte[] onnx, Path file) throws IOException {
    try {
      ModelProto net = ModelProto.parseFrom(onnx);
      if (net.hasGraph()) {
        return net;
      }
    } catch (IOException e) {
      throw new IOException(file + " is neither ONNX nor HDF5: " + e.getMessage(), e);
    }
    throw new IOException(file + " is neither ONNX nor HDF5");
  }

  /** The net's only input or output, which has to be FaceNet512's. */
  private static ValueInfoProto port(ModelProto net, Path file, boolean input) throws IOException {
    List<Long> expected =
        input
            ? List.of((long) Architecture.SIDE, (long) Architecture.SIDE, 3L)
            : List.of((long) Architecture.DIMENSION);
    Set<String> constants =
        net.getGraph().getInitializerList().stream()
            .map(tensor -> tensor.getName())
            .collect(Collectors.toSet());
    List<ValueInfoProto> ports =
        (input ? net.getGraph().getInputList() : net.getGraph().getOutputList())
            .stream().filter(port -> !constants.contains(port.getName())).toList();
    String what = input ? "takes " : "answers ";
    if (ports.size() != 1) {
      throw new IOException(
          "the net in "
              + file
              + " "
              + what
              + ports.size()
              + " tensors, FaceNet512 "
              + what
              + "one");
    }
    List<TensorShapeProto.Dimension> sides =
        ports.getFirst().getType().getTensorType().getShape().getDimList();
    boolean fits = sides.size() == expected.size() + 1;
    for (int i = 0; fits && i < expected.size(); i++) {
      TensorShapeProto.Dimension side = sides.get(i + 1);
      fits = !side.hasDimValue() || side.getDimValue() == expected.get(i);
    }
    if (!fits) {
      throw new IOException(
          "the net in "
              + file
              + " "
              + what
              + written(sides)
              + ", FaceNet512 "
              + what
              + "[n, "
              + expected.stream().map(String::valueOf).collect(Collectors.joining(", "))
              + "]");
    }
    return ports.getFirst();
  }

  private static String written(List<TensorShapeProto.Dimension> sides) {
    return sides.stream()
        .map(side -> side.hasDimValue() ? String.valueOf(side.getDimValue()) : side.getDimParam())
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static ObjectNode template(String id) throws IOException {
    try (InputStream in = FaceNet512.class.getResourceAsStream(id + ".json")) {
      if (in == null) {
        throw new IllegalArgumentException(
            "model is " + id + ", expected " + ID + " or " + NATIVE_ID);
      }
      return (ObjectNode) JsonMapper.shared().readTree(in.readAllBytes());
    }
  }
}
