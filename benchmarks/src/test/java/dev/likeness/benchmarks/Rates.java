package dev.likeness.benchmarks;

import dev.likeness.evaluation.Estimate;

/** What is asked of the default model. */
final class Rates {
  /** Of a hundred people one bad photo is half a per cent. */
  static final double MOST_FNMR_OF_FEW = 0.06;

  private Rates() {}

  /**
   * Whether a rate that was stated is what was measured on other people: within a factor of two, or
   * within the interval where there are too few errors to tell.
   */
  static boolean holds(double stated, Estimate measured) {
    boolean factor = measured.value() >= stated / 2 && measured.value() <= stated * 2;
    return factor || (stated >= measured.low() && stated <= measured.high());
  }
}
