package dev.likeness.evaluation;

import java.util.List;

/**
 * The error rates of labelled faces at any threshold: what holds a stated rate against other people
 * than those it was measured on. Immutable and safe to share.
 */
public final class Measured {
  private final ScoreMatrix matrix;
  private final GenuineScores genuine;
  private final ImpostorScores impostor;
  private final Bootstrap bootstrap;

  private Measured(ScoreMatrix matrix, long seed) {
    this.matrix = matrix;
    this.genuine = GenuineScores.of(matrix);
    this.impostor = ImpostorScores.of(matrix);
    this.bootstrap = new Bootstrap(matrix.people(), Evaluator.REPLICATES, seed);
  }

  /**
   * Compares every two faces.
   *
   * @param seed of the samples of people, and of random galleries
   * @throws IllegalArgumentException as {@link ScoreMatrix#of} does
   */
  public static Measured of(List<LabelledFace> faces, long seed) {
    return new Measured(ScoreMatrix.of(faces), seed);
  }

  /** The false match rate at a threshold. */
  public Estimate fmr(double threshold) {
    double[][] samples =
        bootstrap.samples(
            1, (weights, figures) -> impostor.fmr(weights, new double[] {threshold}, figures, 0));
    return Bootstrap.estimate(impostor.fmr(threshold), samples[0])
        .boundedFor(new Support(matrix.people(), impostor.size()).personPairs());
  }

  /** The false non-match rate at a threshold. */
  public Estimate fnmr(double threshold) {
    double[][] samples =
        bootstrap.samples(
            1, (weights, figures) -> genuine.fnmr(weights, new double[] {threshold}, figures, 0));
    return Bootstrap.estimate(genuine.fnmr(threshold), samples[0]).boundedFor(genuine.people());
  }

  /**
   * The false positive identification rate at a threshold in random galleries.
   *
   * @param enrolled how many people are in each: fewer than there are
   */
  public Estimate fpir(double threshold, int enrolled) {
    return GalleryDraws.of(matrix, enrolled, bootstrap).fpir(threshold);
  }
}
