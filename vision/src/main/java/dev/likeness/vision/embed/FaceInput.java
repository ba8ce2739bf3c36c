package dev.likeness.vision.embed;

import java.util.List;

/**
 * What a recognition net wants to be given: a batch of pictures of one size.
 *
 * @param name of the net's input
 * @param width in pixels
 * @param height in pixels
 * @param layout the order of the tensor's sides
 * @param colour the order of the colours
 * @param type of the values
 * @param subtract taken off each colour, of 0 to 255; three values in the order of the colours. For
 *     bytes zero
 * @param divide by which each colour is divided after that; three values. For bytes one
 * @param standardise whether each picture is then brought to mean 0 and standard deviation 1
 */
public record FaceInput(
    String name,
    int width,
    int height,
    Layout layout,
    Colour colour,
    Type type,
    List<Float> subtract,
    List<Float> divide,
    boolean standardise) {
  /** The largest side, in pixels. */
  public static final int MAX_SIDE = 1024;

  private static final int COLOURS = 3;

  /** The order of a tensor's sides. */
  public enum Layout {
    /** Batch, colour, row, column. */
    NCHW,
    /** Batch, row, column, colour. */
    NHWC
  }

  /** The order of a picture's colours. */
  public enum Colour {
    RGB,
    BGR
  }

  /** The type of a tensor's values. */
  public enum Type {
    FLOAT32,
    UINT8
  }

  public FaceInput {
    subtract = List.copyOf(subtract);
    divide = List.copyOf(divide);
    requireSide("width", width);
    requireSide("height", height);
    requireColours("subtract", subtract);
    requireColours("divide", divide);
    if (divide.contains(0f)) {
      throw new IllegalArgumentException("divide has 0, expected another number");
    }
    if (type == Type.UINT8
        && (standardise
            || !subtract.stream().allMatch(v -> v == 0)
            || !divide.stream().allMatch(v -> v == 1))) {
      throw new IllegalArgumentException(
          "type is uint8, expected float32 where subtract, divide or standardise change the"
              + " values");
    }
  }

  /** The sides of the tensor for {@code batch} pictures. */
  long[] shape(int batch) {
    return layout == Layout.NCHW
        ? new long[] {batch, COLOURS, height, width}
        : new long[] {batch, height, width, COLOURS};
  }

  private static void requireSide(String field, int side) {
    if (side < 1 || side > MAX_SIDE) {
      throw new IllegalArgumentException(field + " is " + side + ", expected 1 to " + MAX_SIDE);
    }
  }

  private static void requireColours(String field, List<Float> values) {
    if (values.size() != COLOURS) {
      throw new IllegalArgumentException(
          field + " has " + values.size() + " values, expected " + COLOURS);
    }
  }
}
