package dev.likeness.evaluation;

import dev.likeness.evaluation.Evaluation.Separation;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Means and deviations of genuine and impostor scores, and d′ of them (Daugman, "Biometric decision
 * landscapes", 2000). In a sample of people, a sum over pairs of people weighs each by the product
 * of their counts, so the sums of each pair of people are kept.
 */
final class Moments {
  private final double[][] sums;
  private final double[][] squares;
  private final int[] faces;

  private Moments(ScoreMatrix matrix) {
    int people = matrix.people();
    this.faces = IntStream.range(0, people).map(matrix::faces).toArray();
    this.sums = new double[people][];
    this.squares = new double[people][];
    IntStream.range(0, people).parallel().forEach(p -> fill(matrix, p));
  }

  private void fill(ScoreMatrix matrix, int person) {
    double[] sum = new double[person + 1];
    double[] square = new double[person + 1];
    for (int a = matrix.first(person); a < matrix.first(person + 1); a++) {
      for (int b = 0; b < a; b++) {
        double score = matrix.score(a, b);
        sum[matrix.person(b)] += score;
        square[matrix.person(b)] += score * score;
      }
    }
    sums[person] = sum;
    squares[person] = square;
  }

  static Separation separation(ScoreMatrix matrix, Bootstrap bootstrap) {
    Moments moments = new Moments(matrix);
    int[] everybody = new int[matrix.people()];
    Arrays.fill(everybody, 1);
    double[] all = new double[5];
    moments.of(everybody, all);
    double[][] samples = bootstrap.samples(5, moments::of);
    return new Separation(Bootstrap.estimate(all[0], samples[0]), all[1], all[2], all[3], all[4]);
  }

  /** d′, genuine mean and deviation, impostor mean and deviation. */
  private void of(int[] weights, double[] into) {
    double[] genuine = new double[3];
    double[] impostor = new double[3];
    for (int p = 0; p < faces.length; p++) {
      if (weights[p] == 0) {
        continue;
      }
      double[] sum = sums[p];
      double[] square = squares[p];
      double s = 0;
      double q = 0;
      double n = 0;
      for (int other = 0; other < p; other++) {
        s += weights[other] * sum[other];
        q += weights[other] * square[other];
        n += (double) weights[other] * faces[other];
      }
      add(impostor, weights[p], n * faces[p], s, q);
      add(genuine, weights[p], faces[p] * (faces[p] - 1) / 2.0, sum[p], square[p]);
    }
    into[1] = genuine[1] / genuine[0];
    into[2] = deviation(genuine);
    into[3] = impostor[1] / impostor[0];
    into[4] = deviation(impostor);
    into[0] = Math.abs(into[1] - into[3]) / Math.sqrt((into[2] * into[2] + into[4] * into[4]) / 2);
  }

  private static void add(double[] moments, double weight, double n, double sum, double square) {
    moments[0] += weight * n;
    moments[1] += weight * sum;
    moments[2] += weight * square;
  }

  private static double deviation(double[] moments) {
    double mean = moments[1] / moments[0];
    return Math.sqrt(Math.max(0, moments[2] / moments[0] - mean * mean));
  }
}
