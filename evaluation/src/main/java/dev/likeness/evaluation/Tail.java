package dev.likeness.evaluation;

/**
 * How false match rates go on where too few comparisons were seen to count: a generalised Pareto
 * distribution over the highest impostor scores.
 *
 * <p>Above a threshold that is high enough, what scores exceed it by has nearly that distribution,
 * whatever the scores' own is (Pickands, "Statistical inference using extreme order statistics",
 * Annals of Statistics 3, 1975). Its scale and shape are fitted by probability-weighted moments
 * (Hosking and Wallis, "Parameter and quantile estimation for the generalized Pareto distribution",
 * Technometrics 29, 1987), which are closed and steadier than likelihood for a few hundred to
 * thousands of exceedances of shape below one half. A negative shape has an end: a similarity that
 * no impostor passes according to the fit.
 *
 * <p>The fit is a guess about scores that nobody has seen. Above all it knows nothing of twins,
 * siblings or photos under a wrong name that the data lacks.
 *
 * @param from the similarity above which it holds
 * @param fmr the false match rate there, counted
 * @param scale σ, above 0
 * @param shape ξ; negative where scores have an end
 * @param exceedances how many scores it was fitted to
 */
public record Tail(double from, double fmr, double scale, double shape, int exceedances) {
  /** The false match rate at a similarity of at least {@link #from()}. */
  public double fmrAt(double similarity) {
    double beyond = (similarity - from) / scale;
    if (Math.abs(shape) < 1e-9) {
      return fmr * Math.exp(-beyond);
    }
    double base = 1 + shape * beyond;
    return base <= 0 ? 0 : fmr * Math.pow(base, -1 / shape);
  }

  /** The similarity at a false match rate of at most {@link #fmr()}. */
  public double forFmr(double rate) {
    double share = rate / fmr;
    return Math.abs(shape) < 1e-9
        ? from - scale * Math.log(share)
        : from + scale / shape * (Math.pow(share, -shape) - 1);
  }

  /**
   * Fits scores of which the i-th weighs {@code weights[i]}.
   *
   * @param descending scores above {@code from}, highest first
   * @param weights how often each is there; not all zero
   * @param fmr the rate at {@code from}
   */
  static Tail fit(float[] descending, double[] weights, double from, double fmr) {
    double all = 0;
    for (double weight : weights) {
      all += weight;
    }
    double mean = 0;
    double falling = 0;
    double above = 0;
    for (int i = 0; i < descending.length; i++) {
      double beyond = descending[i] - from;
      // 1 − F at a score among n, as Hosking and Wallis take it: (n − rank + 0.35) / n.
      double exceeded = (above + 0.35 * weights[i]) / all;
      mean += weights[i] * beyond / all;
      falling += weights[i] * beyond * exceeded / all;
      above += weights[i];
    }
    double shape = 2 - mean / (mean - 2 * falling);
    double scale = 2 * mean * falling / (mean - 2 * falling);
    return new Tail(from, fmr, scale, shape, descending.length);
  }
}
