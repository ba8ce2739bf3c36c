package dev.likeness.vision.embed;

/**
 * What a recognition net answers.
 *
 * @param name of the net's output
 * @param dimension how many values it has for each picture, from 2 to 1024
 */
public record FaceOutput(String name, int dimension) {
  /** The most dimensions a vector may have: what Lucene takes. */
  public static final int MAX_DIMENSION = 1024;

  public FaceOutput {
    if (dimension < 2 || dimension > MAX_DIMENSION) {
      throw new IllegalArgumentException(
          "dimension is " + dimension + ", expected 2 to " + MAX_DIMENSION);
    }
  }
}
