package dev.likeness.faces;

import java.util.Comparator;
import java.util.List;

/**
 * At what similarity two faces count as the same person, by how often that is wrong.
 *
 * <p>The false match rate (FMR) is the share of impostor comparisons at or above the threshold (ISO
 * 19795-1). Between two measured rates the threshold is interpolated over the rate's logarithm;
 * beyond the measured range the nearest measured threshold holds.
 *
 * @param measured at least one, ordered by falling rate
 */
public record Thresholds(List<Threshold> measured) {
  /**
   * One measured operating point.
   *
   * @param fmr false match rate, in (0, 1]
   * @param similarity the cosine at which it was measured, in [-1, 1]
   */
  public record Threshold(double fmr, float similarity) {
    public Threshold {
      if (!(fmr > 0 && fmr <= 1)) {
        throw new IllegalArgumentException("fmr is " + fmr + ", expected above 0 and at most 1");
      }
      if (!(similarity >= -1 && similarity <= 1)) {
        throw new IllegalArgumentException("similarity is " + similarity + ", expected -1 to 1");
      }
    }
  }

  public Thresholds {
    if (measured.isEmpty()) {
      throw new IllegalArgumentException("a model needs at least one measured threshold");
    }
    measured =
        measured.stream().sorted(Comparator.comparingDouble(Threshold::fmr).reversed()).toList();
  }

  /** The similarity to ask for when at most {@code fmr} of impostors may pass. */
  public float forFmr(double fmr) {
    Threshold wanted = new Threshold(fmr, 0);
    Threshold before = measured.getFirst();
    for (Threshold point : measured) {
      if (point.fmr() <= wanted.fmr()) {
        return point.fmr() == wanted.fmr() || point.equals(before)
            ? point.similarity()
            : between(before, point, Math.log(wanted.fmr()));
      }
      before = point;
    }
    return before.similarity();
  }

  /** The false match rate to expect at {@code similarity}. */
  public double fmrAt(float similarity) {
    Threshold before = measured.getFirst();
    for (Threshold point : measured) {
      if (point.similarity() >= similarity) {
        if (point.equals(before)
            || point.similarity() == similarity
            || point.similarity() == before.similarity()) {
          return point.fmr();
        }
        double share =
            (similarity - before.similarity()) / (point.similarity() - before.similarity());
        return Math.exp(
            Math.log(before.fmr()) + share * (Math.log(point.fmr()) - Math.log(before.fmr())));
      }
      before = point;
    }
    return before.fmr();
  }

  private static float between(Threshold before, Threshold after, double logFmr) {
    double from = Math.log(before.fmr());
    double share = (logFmr - from) / (Math.log(after.fmr()) - from);
    return (float) (before.similarity() + share * (after.similarity() - before.similarity()));
  }
}
