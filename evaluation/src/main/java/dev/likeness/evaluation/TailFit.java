package dev.likeness.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The tail of the impostor scores, fitted once to all of them and once to each sample of people.
 *
 * <p>It begins where the FMR is 0.001, or higher where that would leave fewer than 200 scores: low
 * enough for the limit law to hold, high enough for the moments to be steady. Nothing is fitted to
 * fewer than 45 people, who make fewer than a thousand pairs.
 *
 * @param tail empty if there is too little data
 * @param samples the tail in samples of people
 */
record TailFit(Optional<Tail> tail, List<Tail> samples) {
  private static final double BEGIN = 1e-3;
  private static final int FEWEST_SCORES = 200;
  private static final int FEWEST_PAIRS = 1000;
  private static final int SAMPLES = 200;

  TailFit {
    samples = List.copyOf(samples);
  }

  static TailFit of(ImpostorScores impostor, Support support, Bootstrap bootstrap) {
    int size = (int) Math.max(BEGIN * impostor.size(), FEWEST_SCORES);
    if (support.personPairs() < FEWEST_PAIRS || size >= impostor.kept()) {
      return new TailFit(Optional.empty(), List.of());
    }
    double from = impostor.highest(size);
    float[] scores = new float[size];
    int[] one = new int[size];
    int[] other = new int[size];
    for (int i = 0; i < size; i++) {
      scores[i] = impostor.highest(i);
      one[i] = impostor.onePerson(i);
      other[i] = impostor.otherPerson(i);
    }
    double[] everything = new double[size];
    Arrays.fill(everything, 1);
    Tail tail = Tail.fit(scores, everything, from, (double) size / impostor.size());
    Bootstrap few = new Bootstrap(bootstrap.people(), SAMPLES, bootstrap.seed());
    List<Tail> samples =
        Stream.iterate(0, r -> r + 1)
            .limit(SAMPLES)
            .map(few::weights)
            .map(weights -> {
              double[] drawn = new double[size];
              Arrays.setAll(drawn, i -> (double) weights[one[i]] * weights[other[i]]);
              double fmr = Arrays.stream(drawn).sum() / impostor.size(weights);
              return Tail.fit(scores, drawn, from, fmr);
            })
            .filter(fit -> Double.isFinite(fit.shape()) && fit.scale() > 0)
            .toList();
    return new TailFit(Optional.of(tail), samples);
  }

  /** The rate at a similarity, over samples of people. */
  Estimate fmrAt(double similarity) {
    return Bootstrap.estimate(
        tail.orElseThrow().fmrAt(similarity),
        samples.stream().mapToDouble(fit -> fit.fmrAt(similarity)).toArray());
  }
}
