package dev.likeness.evaluation;

import java.util.Arrays;

/**
 * The scores of every two faces of different people. The false match rate (FMR) at a threshold is
 * the share of them at or above it. Immutable.
 *
 * <p>All scores are kept in order, as bare numbers. Which people they are of is kept for the
 * highest ones only, which is where thresholds are: that is what a sample of people is counted
 * with.
 */
final class ImpostorScores {
  /** The share of comparisons whose people are kept, if they are not too many. */
  static final double KEPT = 0.105;

  private static final int MOST_KEPT = 20_000_000;
  private static final int FEWEST_KEPT = 1_000_000;

  private final float[] sorted;
  private final float[] top;
  private final int[] one;
  private final int[] other;
  private final int[] onePerson;
  private final int[] otherPerson;
  private final int[] facesOf;

  private ImpostorScores(
      ScoreMatrix matrix, float[] sorted, float[] top, int[] one, int[] other, int[] facesOf) {
    this.sorted = sorted;
    this.top = top;
    this.one = one;
    this.other = other;
    this.facesOf = facesOf;
    this.onePerson = Arrays.stream(one).map(matrix::person).toArray();
    this.otherPerson = Arrays.stream(other).map(matrix::person).toArray();
  }

  static ImpostorScores of(ScoreMatrix matrix) {
    int[] facesOf = new int[matrix.people()];
    long size = (long) matrix.faces() * (matrix.faces() - 1) / 2;
    for (int p = 0; p < facesOf.length; p++) {
      facesOf[p] = matrix.faces(p);
      size -= (long) facesOf[p] * (facesOf[p] - 1) / 2;
    }
    float[] sorted = new float[Math.toIntExact(size)];
    int next = 0;
    for (int a = 0; a < matrix.faces(); a++) {
      for (int b = 0; b < matrix.first(matrix.person(a)); b++) {
        sorted[next++] = matrix.score(a, b);
      }
    }
    Arrays.parallelSort(sorted);
    int kept = (int) Math.min(size, Math.clamp((long) (KEPT * size), FEWEST_KEPT, MOST_KEPT));
    float cut = kept == 0 ? Float.POSITIVE_INFINITY : sorted[sorted.length - kept];
    long[] pairs = new long[count(sorted, cut)];
    next = 0;
    for (int a = 0; a < matrix.faces(); a++) {
      for (int b = 0; b < matrix.first(matrix.person(a)); b++) {
        if (matrix.score(a, b) >= cut) {
          pairs[next++] = (long) a << 32 | b;
        }
      }
    }
    return kept(matrix, sorted, pairs, facesOf);
  }

  private static ImpostorScores kept(
      ScoreMatrix matrix, float[] sorted, long[] pairs, int[] facesOf) {
    // Sorting by score and place at once: a score's bits, flipped so that they order as it does.
    long[] order = new long[pairs.length];
    for (int i = 0; i < pairs.length; i++) {
      int bits = Float.floatToIntBits(matrix.score((int) (pairs[i] >> 32), (int) pairs[i]));
      int ordered = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
      order[i] = (long) ~ordered << 32 | i;
    }
    Arrays.parallelSort(order);
    float[] top = new float[pairs.length];
    int[] one = new int[pairs.length];
    int[] other = new int[pairs.length];
    for (int i = 0; i < pairs.length; i++) {
      long pair = pairs[(int) order[i]];
      one[i] = (int) (pair >> 32);
      other[i] = (int) pair;
      top[i] = matrix.score(one[i], other[i]);
    }
    return new ImpostorScores(matrix, sorted, top, one, other, facesOf);
  }

  /** How many of some sorted scores are at a threshold or above. */
  static int count(float[] sorted, double threshold) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < threshold) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return sorted.length - low;
  }

  int size() {
    return sorted.length;
  }

  /** How many of the highest comparisons are kept with their faces. */
  int kept() {
    return top.length;
  }

  /** The i-th highest score. */
  float highest(int i) {
    return top[i];
  }

  /** A face of the i-th highest comparison. */
  int one(int i) {
    return one[i];
  }

  /** The other face of the i-th highest comparison. */
  int other(int i) {
    return other[i];
  }

  /** Whose the first face of the i-th highest comparison is. */
  int onePerson(int i) {
    return onePerson[i];
  }

  /** Whose the second face of the i-th highest comparison is. */
  int otherPerson(int i) {
    return otherPerson[i];
  }

  private boolean keeps(double threshold) {
    return top.length == sorted.length || threshold > top[top.length - 1];
  }

  /** How many comparisons are at or above a threshold. */
  int atLeast(double threshold) {
    return count(sorted, threshold);
  }

  double fmr(double threshold) {
    return (double) atLeast(threshold) / sorted.length;
  }

  /**
   * The lowest threshold, in steps of 0.0001, at which the FMR is at most {@code fmr}; above 1 if
   * there is none.
   */
  double threshold(double fmr) {
    int allowed = (int) Math.floor(fmr * sorted.length + 1e-9);
    if (allowed >= sorted.length) {
      return -1;
    }
    double tooLow = sorted[sorted.length - 1 - allowed];
    double threshold = Math.floor(tooLow * 1e4) / 1e4;
    while (atLeast(threshold) > allowed) {
      threshold = Math.round(threshold * 1e4 + 1) / 1e4;
    }
    return threshold;
  }

  /** All impostor comparisons of a sample of people. */
  double size(int[] weights) {
    double faces = 0;
    double same = 0;
    for (int p = 0; p < facesOf.length; p++) {
      double drawn = (double) weights[p] * facesOf[p];
      faces += drawn;
      same += drawn * drawn;
    }
    return (faces * faces - same) / 2;
  }

  /**
   * The FMR at each threshold, in a sample of people; NaN where not all scores above the threshold
   * are kept with their people.
   *
   * @param thresholds in falling order
   */
  void fmr(int[] weights, double[] thresholds, double[] into, int from) {
    double all = size(weights);
    long matches = 0;
    int next = 0;
    for (int t = 0; t < thresholds.length; t++) {
      while (next < top.length && top[next] >= thresholds[t]) {
        matches += (long) weights[onePerson[next]] * weights[otherPerson[next]];
        next++;
      }
      into[from + t] = all == 0 || !keeps(thresholds[t]) ? Double.NaN : matches / all;
    }
  }
}
