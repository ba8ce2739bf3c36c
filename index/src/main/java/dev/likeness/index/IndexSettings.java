package dev.likeness.index;

/**
 * How an index is laid out and searched.
 *
 * @param model id of the model whose vectors it holds; an index holds one model's
 * @param dimension of the vectors
 * @param exactUpTo a segment of at most about this many vectors has no graph and is scanned: exact,
 *     and as fast as a graph at this size
 * @param numCandidates how many neighbours a graph search asks for at least, before the best are
 *     kept; asking for no more than are wanted misses near ones
 * @param precision of the vectors a search compares before it looks at the full ones of the nearest
 */
public record IndexSettings(
    String model, int dimension, int exactUpTo, int numCandidates, Precision precision) {
  private static final int EXACT_UP_TO = 10_000;
  private static final int EXACT_UP_TO_COMPONENTS = 3_000_000;
  private static final int FAN = 128;
  private static final Precision PRECISION = Precision.EIGHT_BIT;

  public IndexSettings {
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension is " + dimension + ", at least 1 is needed");
    }
    if (exactUpTo < 0 || numCandidates < 1) {
      throw new IllegalArgumentException(
          "exactUpTo is "
              + exactUpTo
              + ", at least 0 is needed; numCandidates is "
              + numCandidates
              + ", at least 1");
    }
  }

  /** Settings of the precision that measured best. */
  public IndexSettings(String model, int dimension, int exactUpTo, int numCandidates) {
    this(model, dimension, exactUpTo, numCandidates, PRECISION);
  }

  /** The layout that measured best for a model's vectors. */
  public static IndexSettings of(String model, int dimension) {
    int exactUpTo = Math.min(EXACT_UP_TO, EXACT_UP_TO_COMPONENTS / Math.max(1, dimension));
    return new IndexSettings(model, dimension, exactUpTo, FAN);
  }
}
