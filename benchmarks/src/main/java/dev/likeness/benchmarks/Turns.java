package dev.likeness.benchmarks;

import java.util.Arrays;
import java.util.Map;

/**
 * Two things measured by turns: a machine is not as fast in one minute as in the next, and what one
 * leaves to be done may fall to the other. Of each turn the one is held against the other.
 */
final class Turns {
  private final double[] measured;
  private final double[] limits;

  private Turns(int turns) {
    measured = new double[turns];
    limits = new double[turns];
  }

  /** Measures once. */
  interface Measurement {
    double take() throws Exception;
  }

  /** So many turns; each of the two goes first in every other one. */
  static Turns of(int turns, Measurement measurement, Measurement limit) throws Exception {
    Turns all = new Turns(turns);
    for (int turn = 0; turn < turns; turn++) {
      if (turn % 2 == 0) {
        all.limits[turn] = limit.take();
        all.measured[turn] = measurement.take();
      } else {
        all.measured[turn] = measurement.take();
        all.limits[turn] = limit.take();
      }
    }
    return all;
  }

  double measured() {
    return median(measured);
  }

  double limit() {
    return median(limits);
  }

  /** What a row says of them beside the ratio, the two things under these names. */
  Map<String, Object> with(String measuredName, String limitName) {
    return Row.with(
        "turns",
        measured.length,
        measuredName,
        measured(),
        limitName,
        limit(),
        "lowest ratio",
        lowestRatio(),
        "highest ratio",
        highestRatio());
  }

  /** The median of what was measured over the limit of the same turn. */
  double ratio() {
    return median(ratios());
  }

  double lowestRatio() {
    return Arrays.stream(ratios()).min().orElseThrow();
  }

  double highestRatio() {
    return Arrays.stream(ratios()).max().orElseThrow();
  }

  private double[] ratios() {
    double[] ratios = new double[measured.length];
    Arrays.setAll(ratios, turn -> measured[turn] / limits[turn]);
    return ratios;
  }

  static double median(double... figures) {
    return Arrays.stream(figures).sorted().toArray()[figures.length / 2];
  }
}
