package dev.likeness.benchmarks;

import java.util.Map;

/**
 * One measured figure.
 *
 * @param name what was measured
 * @param value the figure
 * @param unit its unit
 * @param limit what it is held against, in the same unit
 * @param atMost whether the figure must stay at or below its limit, or reach it
 * @param parameters everything it was measured with
 */
record Row(
    String name,
    double value,
    String unit,
    double limit,
    boolean atMost,
    Map<String, Object> parameters) {
  static Row atMost(
      String name, double value, double limit, String unit, Map<String, Object> parameters) {
    return new Row(name, value, unit, limit, true, parameters);
  }

  static Row atLeast(
      String name, double value, double limit, String unit, Map<String, Object> parameters) {
    return new Row(name, value, unit, limit, false, parameters);
  }

  boolean reached() {
    return atMost ? value <= limit : value >= limit;
  }
}
