package dev.likeness.standalone.cli;

import dev.likeness.cli.Failure;
import dev.likeness.vision.onnx.Net;
import dev.likeness.vision.onnx.Port;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Options that say what a card would, for the common case: a net that takes one picture of a face
 * and answers one vector. What the net declares itself is not asked for.
 */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CardOptions {
  /** Where ArcFace and what was trained like it want five points, in a picture of 112 pixels. */
  private static final double[][] ARCFACE = {
    {38.2946, 51.6963},
    {73.5318, 51.5014},
    {56.0252, 71.7366},
    {41.5493, 92.3655},
    {70.7299, 92.2041}
  };

  private static final double ARCFACE_SIDE = 112;
  private static final double GUESSED_FMR = 0.001;
  private static final double GUESSED_SIMILARITY = 0.5;
  private static final int COLOURS = 3;

  /** How a face is cut out. */
  enum Align {
    ARCFACE,
    CHIP,
    BOX
  }

  /** The order of the colours. */
  enum Colour {
    RGB,
    BGR
  }

  @Option(names = "--id", paramLabel = "ID", description = "The model's id, if there is no card.")
  private @Nullable String id;

  @Option(names = "--name", description = "What people call it (default: the file's name).")
  private @Nullable String name;

  @Option(
      names = "--licence",
      paramLabel = "SPDX",
      description = "The licence of the weights (default: ${DEFAULT-VALUE}).",
      defaultValue = "LicenseRef-unknown")
  private String licence;

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      description = "Width and height, where the net takes any (default: ${DEFAULT-VALUE}).",
      defaultValue = "112")
  private int size;

  @Option(
      names = "--colour",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
      defaultValue = "RGB")
  private Colour colour;

  @Option(
      names = "--subtract",
      description = "Taken off each value of 0 to 255 (default: ${DEFAULT-VALUE}).",
      defaultValue = "127.5")
  private double subtract;

  @Option(
      names = "--divide",
      description = "Each value is then divided by this (default: ${DEFAULT-VALUE}).",
      defaultValue = "127.5")
  private double divide;

  @Option(
      names = "--align",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
      defaultValue = "ARCFACE")
  private Align align;

  @Option(
      names = "--margin",
      description = "Around the box, in its sizes, with --align box (default: ${DEFAULT-VALUE}).",
      defaultValue = "0.2")
  private double margin;

  @Option(names = "--flip", description = "Embed the mirror image as well, and average.")
  private boolean flip;

  @Option(
      names = "--threshold",
      paramLabel = "FMR=SIMILARITY",
      description = "A threshold its makers publish, such as 0.001=0.36; may be repeated.")
  private Map<Double, Double> thresholds = new LinkedHashMap<>();

  /** Whether a card is to be made of them. */
  boolean given() {
    return id != null;
  }

  /** The card of a net. */
  byte[] card(byte[] onnx, Path file) {
    if (id == null) {
      throw new Failure("an ONNX file needs --card FILE, or --id and what else a card would say");
    }
    ObjectNode card = JsonMapper.shared().createObjectNode();
    card.put("schema", 2).put("id", id);
    card.put("name", name == null ? String.valueOf(file.getFileName()) : name);
    card.put("similarity", "cosine");
    card.putObject("licence")
        .put("id", licence)
        .put("declaredBy", "who added the model")
        .put("unknown", "what it was trained on");
    card.put("source", String.valueOf(file.getFileName()));
    card.putArray("limits")
        .add(
            "How often it is wrong was not measured here, so its thresholds hold for nothing yet.");
    try (Net net = Net.load(id, onnx)) {
      int[] sides = input(card.putObject("input"), only("input", net.inputs()));
      int dimension = output(card.putObject("output"), only("output", floats(net.outputs())));
      card.put("dimension", dimension);
      alignment(card.putObject("alignment"), sides[0], sides[1]);
    } catch (IllegalStateException e) {
      throw new Failure(file + " is no net that onnxruntime loads", e);
    }
    card.put("flip", flip).putArray("mean");
    thresholds(card.putObject("thresholds"));
    return JsonMapper.shared().writeValueAsBytes(card);
  }

  private static Map<String, Port> floats(Map<String, Port> ports) {
    Map<String, Port> floats = new LinkedHashMap<>(ports);
    floats.values().removeIf(port -> !port.type().equals("FLOAT"));
    return floats;
  }

  private static Map.Entry<String, Port> only(String what, Map<String, Port> ports) {
    if (ports.size() != 1) {
      throw new Failure(
          "the net has the " + what + "s " + ports.keySet() + "; say which in a card, with --card");
    }
    return ports.entrySet().iterator().next();
  }

  /** Width and height. */
  private int[] input(ObjectNode input, Map.Entry<String, Port> port) {
    List<Long> shape = port.getValue().shape();
    boolean planes = shape.size() == 4 && shape.get(1) == COLOURS;
    if (!planes && !(shape.size() == 4 && shape.get(3) == COLOURS)) {
      throw new Failure(
          "the net's input has the shape "
              + shape
              + ", expected [n, 3, height, width] or [n, height, width, 3]");
    }
    int height = side(shape.get(planes ? 2 : 1));
    int width = side(shape.get(planes ? 3 : 2));
    boolean bytes = port.getValue().type().equals("UINT8");
    input.put("name", port.getKey()).put("width", width).put("height", height);
    input.put("layout", planes ? "NCHW" : "NHWC").put("colour", colour.name());
    input.put("type", bytes ? "uint8" : "float32");
    if (!bytes) {
      input.putArray("subtract").add(subtract).add(subtract).add(subtract);
      input.putArray("divide").add(divide).add(divide).add(divide);
    }
    return new int[] {width, height};
  }

  private int side(long declared) {
    return declared > 0 ? Math.toIntExact(declared) : size;
  }

  private static int output(ObjectNode output, Map.Entry<String, Port> port) {
    long dimension = 1;
    List<Long> shape = port.getValue().shape();
    for (long side : shape.subList(Math.min(1, shape.size()), shape.size())) {
      dimension *= side;
    }
    if (dimension < 2) {
      throw new Failure(
          "the net's output has the shape " + shape + "; say its dimension in a card, with --card");
    }
    output.put("name", port.getKey()).put("dimension", dimension);
    return Math.toIntExact(dimension);
  }

  private void alignment(ObjectNode alignment, int width, int height) {
    switch (align) {
      case ARCFACE -> {
        ArrayNode points = alignment.put("kind", "similarity").putArray("points");
        for (double[] point : ARCFACE) {
          points
              .addArray()
              .add(point[0] * width / ARCFACE_SIDE)
              .add(point[1] * height / ARCFACE_SIDE);
        }
      }
      case CHIP -> alignment.put("kind", "chip").put("padding", 0.25);
      case BOX -> alignment.put("kind", "box").put("margin", margin).put("padding", "photo");
    }
  }

  /** What the makers publish, or a guess; neither was measured here. */
  private void thresholds(ObjectNode block) {
    block.put("metric", "cosine").putArray("measured");
    ObjectNode extrapolated = block.putObject("extrapolated");
    extrapolated.put(
        "method",
        thresholds.isEmpty()
            ? "a guess that rests on no photo: measure with ./likeness calibrate"
            : "as given when the model was added, not measured here");
    ArrayNode points = extrapolated.putArray("points");
    if (thresholds.isEmpty()) {
      points.addObject().put("fmr", GUESSED_FMR).put("similarity", GUESSED_SIMILARITY);
    }
    thresholds.forEach(
        (fmr, similarity) -> points.addObject().put("fmr", fmr).put("similarity", similarity));
  }
}
