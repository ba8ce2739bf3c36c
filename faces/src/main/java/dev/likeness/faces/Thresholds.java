package dev.likeness.faces;

import java.util.Comparator;
import java.util.List;

/**
 * At what similarity two faces count as the same person, by how often that is wrong.
 *
 * <p>The false match rate (FMR) is the share of impostor comparisons at or above the threshold. The
 * false positive identification rate (FPIR) is the share of searches for a stranger that give
 * somebody's name (both ISO/IEC 19795-1). Where a search compares the stranger with N faces whose
 * comparisons are independent, FPIR = 1 - (1 - FMR)^N.
 *
 * <p>At similarity -1 everything matches: FMR 1 stands there, whatever the points say. Between two
 * points the threshold is interpolated over the rate's logarithm. Beyond the last point it goes on
 * as between the last two similarities that differ, up to similarity 1. Where several rates have
 * one similarity, the highest of them counts there. Immutable.
 *
 * @param points at least one below FMR 1, ordered by falling FMR, whatever order they were given
 *     in; no two with the same FMR; the similarity never falls from one to the next; measured ones
 *     before extrapolated ones
 */
public record Thresholds(List<Threshold> points) {
  private static final Threshold EVERYTHING = new Threshold(1, -1);

  /**
   * One operating point.
   *
   * @param fmr false match rate, in (0, 1]
   * @param similarity the cosine at which that is the rate, in [-1, 1]; above -1 where {@code fmr}
   *     is below 1
   * @param extrapolated whether the rate was not measured but follows from a model of the tail
   */
  public record Threshold(double fmr, float similarity, boolean extrapolated) {
    public Threshold {
      requireRate("fmr", fmr);
      requireSimilarity(similarity);
      if (similarity == -1 && fmr < 1) {
        throw new IllegalArgumentException(
            "fmr is " + fmr + " at similarity -1, expected 1: everything is as similar as that");
      }
    }

    /** A measured operating point. */
    public Threshold(double fmr, float similarity) {
      this(fmr, similarity, false);
    }
  }

  public Thresholds {
    if (points.isEmpty()) {
      throw new IllegalArgumentException("a model needs at least one threshold");
    }
    points = points.stream().sorted(Comparator.comparingDouble(Threshold::fmr).reversed()).toList();
    for (int i = 1; i < points.size(); i++) {
      requireOrder(points.get(i - 1), points.get(i));
    }
    if (points.getLast().fmr() == 1) {
      throw new IllegalArgumentException("the least fmr is 1, expected a point below that");
    }
  }

  private static void requireOrder(Threshold before, Threshold after) {
    if (after.fmr() == before.fmr()) {
      throw new IllegalArgumentException("fmr " + after.fmr() + " has two thresholds");
    }
    if (after.similarity() < before.similarity()) {
      throw new IllegalArgumentException(
          "similarity is %s at fmr %s, expected at least %s, which it is at fmr %s"
              .formatted(after.similarity(), after.fmr(), before.similarity(), before.fmr()));
    }
    if (before.extrapolated() && !after.extrapolated()) {
      throw new IllegalArgumentException(
          "fmr %s is measured and the higher %s extrapolated, expected the measured rates first"
              .formatted(after.fmr(), before.fmr()));
    }
  }

  /**
   * The similarity to ask for when {@code fmr} of impostors may pass.
   *
   * @param fmr in (0, 1]
   * @return in [-1, 1]; 1 also for rates lower than the one of similarity 1
   */
  public float forFmr(double fmr) {
    requireRate("fmr", fmr);
    Threshold before = EVERYTHING;
    for (Threshold point : points) {
      if (point.fmr() <= fmr) {
        return along(before, point, fmr);
      }
      before = point;
    }
    return along(beforeLast(), before, fmr);
  }

  /**
   * The false match rate to expect at {@code similarity}, above 0 and at most 1.
   *
   * @param similarity in [-1, 1]
   */
  public double fmrAt(float similarity) {
    requireSimilarity(similarity);
    Threshold before = EVERYTHING;
    for (Threshold point : points) {
      if (point.similarity() >= similarity) {
        return along(before, point, similarity);
      }
      before = point;
    }
    return along(beforeLast(), before, similarity);
  }

  /**
   * The similarity to ask for when a stranger may be given a name in {@code fpir} of searches.
   *
   * @param fpir in (0, 1]
   * @param faces how many faces a search compares with, at least 0; none is taken as one
   */
  public float forFpir(double fpir, long faces) {
    requireRate("fpir", fpir);
    requireFaces(faces);
    double fmr = -Math.expm1(Math.log1p(-fpir) / Math.max(1, faces));
    return forFmr(Math.max(fmr, Double.MIN_VALUE));
  }

  /**
   * How often a stranger is given a name at {@code similarity}, from 0 to 1; 0 only without faces.
   *
   * @param similarity in [-1, 1]
   * @param faces how many faces a search compares with, at least 0
   */
  public double fpirAt(float similarity, long faces) {
    requireFaces(faces);
    double fmr = fmrAt(similarity);
    return faces == 0 ? 0 : -Math.expm1(faces * Math.log1p(-fmr));
  }

  /** Whether the rate at {@code similarity} rests on anything that was not measured. */
  public boolean isExtrapolated(float similarity) {
    requireSimilarity(similarity);
    return similarity > lastMeasured().similarity();
  }

  /** The FMR of the last point. */
  public double leastFmr() {
    return points.getLast().fmr();
  }

  /** The FMR of the last measured point; 1 if none is. */
  public double leastMeasuredFmr() {
    return lastMeasured().fmr();
  }

  private Threshold lastMeasured() {
    Threshold last = EVERYTHING;
    for (Threshold point : points) {
      last = point.extrapolated() ? last : point;
    }
    return last;
  }

  /** Whence the line comes that goes on beyond the last point: it has to rise. */
  private Threshold beforeLast() {
    Threshold before = EVERYTHING;
    for (Threshold point : points) {
      before = point.similarity() < points.getLast().similarity() ? point : before;
    }
    return before;
  }

  private static float along(Threshold from, Threshold to, double fmr) {
    if (from.similarity() == to.similarity()) {
      return to.similarity();
    }
    if (fmr == from.fmr()) {
      return from.similarity();
    }
    double share = Math.log(fmr / from.fmr()) / Math.log(to.fmr() / from.fmr());
    double rise = (double) to.similarity() - from.similarity();
    return (float) Math.min(1, from.similarity() + share * rise);
  }

  private static double along(Threshold from, Threshold to, float similarity) {
    if (from.similarity() == to.similarity()) {
      return from.fmr();
    }
    double share =
        ((double) similarity - from.similarity()) / ((double) to.similarity() - from.similarity());
    return share == 1
        ? to.fmr()
        : Math.max(
            from.fmr() * Math.exp(share * Math.log(to.fmr() / from.fmr())), Double.MIN_VALUE);
  }

  private static void requireRate(String name, double rate) {
    if (!(rate > 0 && rate <= 1)) {
      throw new IllegalArgumentException(name + " is " + rate + ", expected above 0 and at most 1");
    }
  }

  private static void requireSimilarity(float similarity) {
    if (!(similarity >= -1 && similarity <= 1)) {
      throw new IllegalArgumentException("similarity is " + similarity + ", expected -1 to 1");
    }
  }

  private static void requireFaces(long faces) {
    if (faces < 0) {
      throw new IllegalArgumentException("faces is " + faces + ", expected 0 or more");
    }
  }
}
