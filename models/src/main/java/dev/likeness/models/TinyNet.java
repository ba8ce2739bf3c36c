package dev.likeness.models;

import java.util.SplittableRandom;

/**
 * A net of one matrix, which makes a vector of a picture's values: a stand-in of a few kilobytes
 * for who needs any net that takes a face.
 */
public final class TinyNet {
  private static final int COLOURS = 3;
  private static final long SEED = 20;

  private TinyNet() {}

  /**
   * Builds one as an ONNX file. Its input {@code data} is [n, 3, side, side], or [n, side, side, 3]
   * where colours come last; its output {@code vector} is [n, dimension].
   *
   * @param side of the picture, in pixels
   */
  public static byte[] of(int side, boolean coloursLast, int dimension) {
    Graph graph = new Graph("tiny");
    String input =
        coloursLast
            ? graph.floats("data", "n", side, side, COLOURS)
            : graph.floats("data", "n", COLOURS, side, side);
    int values = COLOURS * side * side;
    float[] matrix = new float[values * dimension];
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = (float) random.nextGaussian();
    }
    String vector =
        graph.op("MatMul", graph.flatten(input), graph.constant(matrix, values, dimension));
    graph.output(vector, "vector", "n", dimension);
    return graph.build().toByteArray();
  }
}
