package dev.likeness.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One measured figure.
 *
 * @param name what was measured
 * @param value the figure
 * @param unit its unit
 * @param limit what it is held against, in the same unit; null if it only informs
 * @param atMost whether the figure must stay at or below its limit, or reach it
 * @param parameters everything it was measured with, and what else was seen
 */
record Row(
    String name,
    double value,
    String unit,
    @Nullable Double limit,
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

  static Row figure(String name, double value, String unit, Map<String, Object> parameters) {
    return new Row(name, value, unit, null, true, parameters);
  }

  /** Parameters in the order given: a name, its value, the next name… */
  static Map<String, Object> with(Object... namesAndValues) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      parameters.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
    }
    return parameters;
  }

  /** Whether the figure keeps its limit; one that has none always does. */
  boolean reached() {
    return limit == null || (atMost ? value <= limit : value >= limit);
  }
}
