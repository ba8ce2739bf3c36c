package dev.likeness.evaluation;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.apache.commons.statistics.descriptive.Quantile;

/**
 * Intervals by drawing people.
 *
 * <p>Comparisons that share a person are alike, so drawing comparisons would make intervals far too
 * narrow. People are drawn instead, as many as there are and with replacement (Bolle, Ratha and
 * Pankanti, "Error analysis of pattern recognition systems: the subsets bootstrap", 2004; Efron
 * 1979). A sample is a count a person. A genuine comparison then weighs its person's count; an
 * impostor comparison the product of its two people's. So no sample is ever built: a statistic of
 * it is one pass over weighted scores. The interval is from the 2.5th to the 97.5th percentile over
 * the samples.
 *
 * @param people how many there are to draw from
 * @param replicates how many samples
 * @param seed each sample has a generator of its own, made of this and its number, so that the
 *     order in which threads come to them makes no difference
 */
record Bootstrap(int people, int replicates, long seed) {
  private static final RandomGeneratorFactory<RandomGenerator> GENERATORS =
      RandomGeneratorFactory.of("L64X128MixRandom");

  /** Figures of one sample. */
  interface Statistic {
    /**
     * Computes them.
     *
     * @param weights how often each person was drawn; not to be kept
     * @param figures where the figures go; NaN for one that this sample has not
     */
    void of(int[] weights, double[] figures);
  }

  /**
   * The figures of every sample.
   *
   * @param figures how many the statistic has
   * @return by figure, then by sample
   */
  double[][] samples(int figures, Statistic statistic) {
    double[][] bySample = new double[replicates][figures];
    IntStream.range(0, replicates).parallel().forEach(r -> statistic.of(weights(r), bySample[r]));
    double[][] byFigure = new double[figures][replicates];
    for (int r = 0; r < replicates; r++) {
      for (int f = 0; f < figures; f++) {
        byFigure[f][r] = bySample[r][f];
      }
    }
    return byFigure;
  }

  /** An estimate with the interval over its samples; those that are NaN do not count. */
  static Estimate estimate(double value, double[] samples) {
    double[] finite =
        IntStream.range(0, samples.length)
            .mapToDouble(i -> samples[i])
            .filter(Double::isFinite)
            .toArray();
    if (finite.length == 0) {
      return new Estimate(value, Double.NaN, Double.NaN);
    }
    double[] ends = Quantile.withDefaults().evaluate(finite, 0.025, 0.975);
    return new Estimate(value, ends[0], ends[1]);
  }

  int[] weights(int replicate) {
    return drawn(people, generator(seed, replicate));
  }

  /** How often each was drawn, of so many drawn with replacement. */
  static int[] drawn(int people, RandomGenerator random) {
    int[] weights = new int[people];
    for (int i = 0; i < people; i++) {
      weights[random.nextInt(people)]++;
    }
    return weights;
  }

  static RandomGenerator generator(long seed, long number) {
    return GENERATORS.create(seed * 0x9E3779B97F4A7C15L + number);
  }
}
