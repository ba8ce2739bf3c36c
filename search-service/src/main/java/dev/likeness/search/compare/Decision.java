package dev.likeness.search.compare;

import dev.likeness.faces.Thresholds;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * From what similarity two faces count as the same person, and how often that is wrong.
 *
 * @param threshold cosine, in [-1, 1]; of the model that answers, and of no other
 * @param fpir how often a stranger is given a name by a search among so many faces, from 0 to 1
 * @param fmr how often a stranger's face passes for another one, above 0 and at most 1
 * @param searched how many faces are in question
 * @param extrapolated whether the rates rest on anything that was not measured
 */
record Decision(float threshold, double fpir, double fmr, long searched, boolean extrapolated) {
  /** No rate is known to more figures. */
  private static final MathContext FIGURES = new MathContext(4);

  static Decision at(Thresholds thresholds, float threshold, long searched) {
    return new Decision(
        threshold,
        rounded(thresholds.fpirAt(threshold, searched)),
        rounded(thresholds.fmrAt(threshold)),
        searched,
        thresholds.isExtrapolated(threshold));
  }

  static double rounded(double rate) {
    return new BigDecimal(rate).round(FIGURES).doubleValue();
  }

  boolean accepts(float similarity) {
    return similarity >= threshold;
  }
}
