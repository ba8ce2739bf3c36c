package dev.likeness.evaluation;

import dev.likeness.evaluation.Evaluation.Gallery;
import dev.likeness.evaluation.Evaluation.GalleryPoint;
import dev.likeness.evaluation.Evaluation.OperatingPoint;
import dev.likeness.evaluation.Evaluation.TailPoint;
import dev.likeness.faces.Thresholds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Labelled faces to error rates and thresholds. Every two faces of different people are an impostor
 * comparison, every two of one person a genuine one.
 *
 * @param seed of the random galleries and of the samples of people
 * @param replicates how many samples of people an interval rests on
 * @param progress is told what begins
 */
public record Evaluator(long seed, int replicates, Consumer<String> progress) {
  /** Enough for the ends of a 95 % interval to be steady to a few hundredths of its width. */
  public static final int REPLICATES = 1000;

  /** False positive identification rates of galleries. */
  static final double[] FPIRS = {0.1, 0.03, 0.01};

  private static final int[] GALLERIES = {
    10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000
  };
  private static final int CURVE_POINTS_A_DECADE = 10;
  private static final double HIGHEST_RATE = 0.1;
  private static final double LOWEST_RATE = 1e-9;
  private static final int FEWEST_STRANGERS = 20;

  /** So many decades below what was counted is as far as a fit is believed. */
  private static final double EXTRAPOLATED_SHARE = 1e-3;

  /**
   * Evaluates.
   *
   * @param faces at least two people, and two faces of one of them
   * @param groups a group by person; empty if none is known
   * @param leftOut how many photos were left out, by reason
   * @throws IllegalArgumentException if the data cannot state any rate
   */
  public Evaluation evaluate(
      List<LabelledFace> faces, Map<String, String> groups, Map<String, Integer> leftOut) {
    progress.accept("comparing " + faces.size() + " faces");
    ScoreMatrix matrix = ScoreMatrix.of(faces);
    GenuineScores genuine = GenuineScores.of(matrix);
    ImpostorScores impostor = ImpostorScores.of(matrix);
    Support support = new Support(matrix.people(), impostor.size());
    List<Double> stated = stated(support, impostor);
    Bootstrap bootstrap = new Bootstrap(matrix.people(), replicates, seed);
    progress.accept("drawing people " + replicates + " times");
    List<OperatingPoint> all = points(genuine, impostor, bootstrap, withCurve(stated, support));
    List<OperatingPoint> measured =
        all.stream().filter(point -> stated.contains(point.stated())).toList();
    TailFit fit = TailFit.of(impostor, support, bootstrap);
    List<TailPoint> beyond = beyond(fit, genuine, measured.getLast());
    Thresholds thresholds = Evaluation.thresholds(measured, beyond);
    List<Gallery> galleries = new ArrayList<>();
    for (int size : galleries(matrix.people())) {
      progress.accept("drawing galleries of " + size);
      galleries.add(gallery(matrix, size, thresholds, bootstrap));
    }
    return new Evaluation(
        support,
        matrix.faces(),
        genuine.size(),
        Map.copyOf(leftOut),
        Moments.separation(matrix, bootstrap),
        galleries.getLast().rankOne(),
        measured,
        all,
        fit.tail(),
        beyond,
        galleries,
        groups.isEmpty()
            ? List.of()
            : Groups.of(matrix, genuine, impostor, groups).rates(measured, bootstrap),
        Errors.worst(matrix, genuine, impostor),
        Errors.histogram(genuine, impostor),
        replicates,
        seed);
  }

  /** 0.1, 0.03, 0.01 and so on, as far as the data can state them, falling. */
  private static List<Double> stated(Support support, ImpostorScores impostor) {
    List<Double> rates = new ArrayList<>();
    for (double rate : steps()) {
      if (support.states(rate) && rate * impostor.size() <= impostor.kept()) {
        rates.add(rate);
      }
    }
    if (rates.isEmpty()) {
      throw new IllegalArgumentException(
          support.people()
              + " people cannot state a false match rate of "
              + HIGHEST_RATE
              + " or below, only one of "
              + support.leastFmr()
              + "; take photos of more people");
    }
    return rates;
  }

  private static List<Double> steps() {
    List<Double> steps = new ArrayList<>();
    for (int decade = 1; Math.pow(10, -decade) > LOWEST_RATE / 2; decade++) {
      steps.add(Double.parseDouble("1e-" + decade));
      steps.add(Double.parseDouble("3e-" + (decade + 1)));
    }
    return steps;
  }

  private static List<Double> withCurve(List<Double> stated, Support support) {
    TreeSet<Double> rates = new TreeSet<>(Comparator.reverseOrder());
    rates.addAll(stated);
    for (int i = 0; ; i++) {
      double rate = HIGHEST_RATE * Math.pow(10, -(double) i / CURVE_POINTS_A_DECADE);
      if (!support.states(rate) || rate > stated.getFirst()) {
        return List.copyOf(rates);
      }
      rates.add(rate);
    }
  }

  private static List<OperatingPoint> points(
      GenuineScores genuine, ImpostorScores impostor, Bootstrap bootstrap, List<Double> rates) {
    int size = rates.size();
    double[] rising = rates.stream().mapToDouble(impostor::threshold).toArray();
    double[] falling = new double[size];
    for (int i = 0; i < size; i++) {
      falling[i] = rising[size - 1 - i];
    }
    double[][] samples =
        bootstrap.samples(
            2 * size,
            (weights, figures) -> {
              impostor.fmr(weights, falling, figures, 0);
              genuine.fnmr(weights, rising, figures, size);
            });
    List<OperatingPoint> points = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      points.add(
          new OperatingPoint(
              rates.get(i),
              rising[i],
              Bootstrap.estimate(impostor.fmr(rising[i]), samples[size - 1 - i])
                  .boundedFor((long) bootstrap.people() * (bootstrap.people() - 1) / 2),
              Bootstrap.estimate(genuine.fnmr(rising[i]), samples[size + i])
                  .boundedFor(genuine.people())));
    }
    return points;
  }

  private static List<TailPoint> beyond(TailFit fit, GenuineScores genuine, OperatingPoint last) {
    if (fit.tail().isEmpty()) {
      return List.of();
    }
    List<TailPoint> points = new ArrayList<>();
    double similarity = last.similarity();
    for (double rate : steps()) {
      if (rate < last.stated() && rate >= last.stated() * EXTRAPOLATED_SHARE * 0.999) {
        double fitted = Math.ceil(fit.tail().get().forFmr(rate) * 1e4) / 1e4;
        similarity = Math.min(1, Math.max(similarity, fitted));
        points.add(
            new TailPoint(rate, similarity, fit.fmrAt(similarity), genuine.fnmr(similarity)));
      }
    }
    return points;
  }

  private static List<Integer> galleries(int people) {
    List<Integer> sizes = new ArrayList<>();
    for (int size : GALLERIES) {
      if (size <= people - FEWEST_STRANGERS && size <= people * 4 / 5) {
        sizes.add(size);
      }
    }
    sizes.add(people - 1);
    return sizes;
  }

  private static Gallery gallery(
      ScoreMatrix matrix, int size, Thresholds thresholds, Bootstrap bootstrap) {
    GalleryDraws draws = GalleryDraws.of(matrix, size, bootstrap);
    List<GalleryPoint> points = new ArrayList<>();
    for (double fpir : FPIRS) {
      if (fpir >= Support.RULE_OF_THREE / draws.strangers()) {
        double rule = thresholds.forFpir(fpir, size);
        points.add(
            new GalleryPoint(
                fpir,
                Math.ceil(draws.threshold(fpir) * 1e4) / 1e4,
                draws.fnirAtFpir(fpir),
                rule,
                draws.fpir(rule),
                draws.fnir(rule)));
      }
    }
    return new Gallery(
        size,
        draws.galleries(),
        draws.strangerSearches(),
        draws.mateSearches(),
        draws.rankOne(),
        points);
  }
}
