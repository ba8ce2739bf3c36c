package dev.likeness.evaluation;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The scores of every two faces of one person, lowest first. The false non-match rate (FNMR) at a
 * threshold is the share of them below it. Immutable.
 */
final class GenuineScores {
  private final float[] scores;
  private final int[] person;
  private final int[] one;
  private final int[] other;
  private final int[] pairs;

  private GenuineScores(float[] scores, int[] person, int[] one, int[] other, int people) {
    this.scores = scores;
    this.person = person;
    this.one = one;
    this.other = other;
    this.pairs = new int[people];
    for (int p : person) {
      pairs[p]++;
    }
  }

  static GenuineScores of(ScoreMatrix matrix) {
    int size = 0;
    for (int p = 0; p < matrix.people(); p++) {
      size += matrix.faces(p) * (matrix.faces(p) - 1) / 2;
    }
    int[] one = new int[size];
    int[] other = new int[size];
    int next = 0;
    for (int face = 0; face < matrix.faces(); face++) {
      for (int before = matrix.first(matrix.person(face)); before < face; before++) {
        one[next] = before;
        other[next++] = face;
      }
    }
    int[] order =
        IntStream.range(0, size)
            .boxed()
            .sorted((a, b) ->
                Float.compare(matrix.score(one[a], other[a]), matrix.score(one[b], other[b])))
            .mapToInt(Integer::intValue)
            .toArray();
    float[] scores = new float[size];
    int[] person = new int[size];
    int[] orderedOne = new int[size];
    int[] orderedOther = new int[size];
    for (int i = 0; i < size; i++) {
      orderedOne[i] = one[order[i]];
      orderedOther[i] = other[order[i]];
      scores[i] = matrix.score(orderedOne[i], orderedOther[i]);
      person[i] = matrix.person(orderedOne[i]);
    }
    return new GenuineScores(scores, person, orderedOne, orderedOther, matrix.people());
  }

  int size() {
    return scores.length;
  }

  float score(int i) {
    return scores[i];
  }

  int person(int i) {
    return person[i];
  }

  /** The first face of the i-th lowest comparison. */
  int one(int i) {
    return one[i];
  }

  /** The second face of the i-th lowest comparison. */
  int other(int i) {
    return other[i];
  }

  /** How many genuine comparisons a person has. */
  int pairs(int person) {
    return pairs[person];
  }

  /** How many people have one at least. */
  int people() {
    return (int) Arrays.stream(pairs).filter(n -> n > 0).count();
  }

  /** How many comparisons are below a threshold. */
  int below(double threshold) {
    return scores.length - ImpostorScores.count(scores, threshold);
  }

  double fnmr(double threshold) {
    return (double) below(threshold) / scores.length;
  }

  /** The FNMR at each threshold, in a sample of people; the thresholds in rising order. */
  void fnmr(int[] weights, double[] thresholds, double[] into, int from) {
    long all = 0;
    for (int p = 0; p < pairs.length; p++) {
      all += (long) weights[p] * pairs[p];
    }
    long below = 0;
    int next = 0;
    for (int t = 0; t < thresholds.length; t++) {
      while (next < scores.length && scores[next] < thresholds[t]) {
        below += weights[person[next++]];
      }
      into[from + t] = all == 0 ? Double.NaN : (double) below / all;
    }
  }
}
