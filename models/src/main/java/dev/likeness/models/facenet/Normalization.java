package dev.likeness.models.facenet;

import java.util.Arrays;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * What DeepFace does to the colours of a face before the net sees them, by the names it has for
 * that (module {@code preprocessing}, 0.0.103). In terms of a card: what is subtracted from each
 * colour of 0 to 255, what it is divided by, and whether the picture is then brought to mean 0 and
 * deviation 1. The colours are blue, green and red.
 */
public enum Normalization {
  /** DeepFace's default: 0 to 1. */
  BASE("base", 0f, 0f, 0f, 255, false),
  RAW("raw", 0f, 0f, 0f, 1, false),
  FACENET("Facenet", 0f, 0f, 0f, 1, true),
  FACENET_2018("Facenet2018", 127.5f, 127.5f, 127.5f, 127.5f, false),
  VGG_FACE("VGGFace", 93.594f, 104.7624f, 129.1863f, 1, false),
  VGG_FACE_2("VGGFace2", 91.4953f, 103.8827f, 131.0912f, 1, false),
  ARC_FACE("ArcFace", 127.5f, 127.5f, 127.5f, 128, false);

  private final String name;
  private final float blue;
  private final float green;
  private final float red;
  private final float divide;
  private final boolean standardise;

  Normalization(
      String name, float blue, float green, float red, float divide, boolean standardise) {
    this.name = name;
    this.blue = blue;
    this.green = green;
    this.red = red;
    this.divide = divide;
    this.standardise = standardise;
  }

  /**
   * The normalization that DeepFace calls {@code name}.
   *
   * @throws IllegalArgumentException naming those there are, if there is none of that name
   */
  public static Normalization named(String name) {
    return Arrays.stream(values())
        .filter(one -> one.name.equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "normalization is '"
                    + name
                    + "', expected one of "
                    + Arrays.stream(values())
                        .map(Normalization::toString)
                        .collect(Collectors.joining(", "))));
  }

  /** Writes it into the {@code input} of a card. */
  void describe(ObjectNode input) {
    input.putArray("subtract").add(blue).add(green).add(red);
    input.putArray("divide").add(divide).add(divide).add(divide);
    input.put("standardise", standardise);
  }

  /** DeepFace's name for it. */
  @Override
  public String toString() {
    return name;
  }
}
