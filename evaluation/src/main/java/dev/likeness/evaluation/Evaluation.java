package dev.likeness.evaluation;

import dev.likeness.faces.Thresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model does on labelled photos. Rates are shares, from 0 to 1; intervals hold 95 %.
 *
 * @param support how much data there is, and what it can state
 * @param photos how many photos were compared
 * @param genuinePairs comparisons of two photos of one person
 * @param leftOut how many photos were left out, by reason
 * @param separation how far genuine and impostor scores are apart
 * @param rankOne the share of photos whose most similar face among everybody, one photo a person,
 *     is of the same person
 * @param measured the stated rates, by falling FMR
 * @param curve FNMR over FMR, finer than {@code measured}
 * @param tail what the rates below the measured ones follow from; empty if there is too little data
 * @param extrapolated the rates below the measured ones
 * @param identification galleries by size
 * @param groups error rates by group, empty unless people were labelled
 * @param worst the errors to look at
 * @param histogram genuine and impostor scores
 * @param replicates how many samples each interval rests on
 * @param seed of everything random here
 */
public record Evaluation(
    Support support,
    int photos,
    int genuinePairs,
    Map<String, Integer> leftOut,
    Separation separation,
    Estimate rankOne,
    List<OperatingPoint> measured,
    List<OperatingPoint> curve,
    Optional<Tail> tail,
    List<TailPoint> extrapolated,
    List<Gallery> identification,
    List<GroupRates> groups,
    Worst worst,
    Histogram histogram,
    int replicates,
    long seed) {
  /**
   * One threshold.
   *
   * @param stated the false match rate it was made for
   * @param similarity the threshold
   * @param fmr the false match rate counted there
   * @param fnmr the false non-match rate counted there
   */
  public record OperatingPoint(double stated, double similarity, Estimate fmr, Estimate fnmr) {}

  /**
   * One threshold that nobody has seen.
   *
   * @param stated the false match rate it is made for
   * @param similarity the threshold
   * @param fmr the rate there according to the fit, over samples of people
   * @param fnmr the false non-match rate there, counted
   */
  public record TailPoint(double stated, double similarity, Estimate fmr, double fnmr) {}

  /**
   * Genuine against impostor scores.
   *
   * @param dPrime the distance of the means in standard deviations: |μg − μi| / √((σg² + σi²) / 2)
   * @param genuineMean μg
   * @param genuineDeviation σg
   * @param impostorMean μi
   * @param impostorDeviation σi
   */
  public record Separation(
      Estimate dPrime,
      double genuineMean,
      double genuineDeviation,
      double impostorMean,
      double impostorDeviation) {}

  /**
   * Galleries of one size.
   *
   * @param enrolled how many people, one photo each
   * @param galleries how many random ones
   * @param strangerSearches over all of them
   * @param mateSearches over all of them
   * @param rankOne the share of mates who are most similar to themselves
   * @param points by falling FPIR; only those that the strangers can support
   */
  public record Gallery(
      int enrolled,
      int galleries,
      int strangerSearches,
      int mateSearches,
      Estimate rankOne,
      List<GalleryPoint> points) {}

  /**
   * One threshold of a gallery.
   *
   * @param fpir the false positive identification rate that it was made for, and which was counted
   * @param similarity the threshold
   * @param fnir the false negative identification rate there
   * @param ruleSimilarity what {@link Thresholds#forFpir} says for this rate and size
   * @param ruleFpir the rate counted at that threshold
   * @param ruleFnir the false negative identification rate there
   */
  public record GalleryPoint(
      double fpir,
      double similarity,
      Estimate fnir,
      double ruleSimilarity,
      Estimate ruleFpir,
      Estimate ruleFnir) {}

  /**
   * Errors within one group, or between two.
   *
   * @param group the group's name
   * @param other the same, or the other group's name
   * @param people how many are in the group or in both
   * @param personPairs how many pairs of people are compared
   * @param points at thresholds of the whole
   */
  public record GroupRates(
      String group, String other, int people, long personPairs, List<GroupPoint> points) {}

  /**
   * Errors of a group at one threshold.
   *
   * @param stated the false match rate of the threshold among everybody
   * @param similarity the threshold
   * @param fmr the group's; where nothing was counted its interval ends at 3/n
   * @param fnmr the group's; empty between two groups, and where nobody has two photos
   */
  public record GroupPoint(
      double stated, double similarity, Estimate fmr, Optional<Estimate> fnmr) {}

  /**
   * Comparisons to look at: labels are wrong more often than one thinks.
   *
   * @param genuine the least similar photos of one person, one pair a person
   * @param impostor the most similar photos of two people, one pair each two people
   */
  public record Worst(List<Pair> genuine, List<Pair> impostor) {}

  /** Two photos, whose they are, and how similar. */
  public record Pair(
      String person, String photo, String otherPerson, String otherPhoto, float score) {}

  /**
   * How many scores lie in each of equal steps.
   *
   * @param from where the first step begins
   * @param step how wide each is
   */
  public record Histogram(double from, double step, List<Long> genuine, List<Long> impostor) {}

  /** The thresholds as decisions use them: measured ones, then extrapolated ones. */
  public Thresholds thresholds() {
    return thresholds(measured, extrapolated);
  }

  static Thresholds thresholds(List<OperatingPoint> measured, List<TailPoint> extrapolated) {
    List<Thresholds.Threshold> points = new ArrayList<>();
    for (OperatingPoint point : measured) {
      points.add(new Thresholds.Threshold(point.stated(), (float) point.similarity(), false));
    }
    for (TailPoint point : extrapolated) {
      points.add(new Thresholds.Threshold(point.stated(), (float) point.similarity(), true));
    }
    return new Thresholds(points);
  }
}
