package dev.likeness.search;

import dev.likeness.vision.StageTimings;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * How long each stage of an answer took, as a Server-Timing header (W3C Server Timing). For one
 * thread.
 */
final class StageTimes {
  static final String HEADER = "Server-Timing";
  private static final double NANOS_PER_MILLI = 1e6;

  private final Map<String, Long> nanos = new LinkedHashMap<>();

  void add(StageTimings stages) {
    add("decode", stages.decodeNanos());
    add("detect", stages.detectNanos());
    add("landmarks", stages.landmarkNanos());
    add("align", stages.alignNanos());
    add("embed", stages.embedNanos());
  }

  void addSearch(long taken) {
    add("search", taken);
  }

  private void add(String stage, long taken) {
    nanos.merge(stage, taken, Long::sum);
  }

  /** Hands over each stage with its nanoseconds, in the order of the work. */
  void forEach(BiConsumer<String, Long> reader) {
    nanos.forEach(reader);
  }

  String header() {
    return nanos.entrySet().stream()
        .map(e ->
            String.format(Locale.ROOT, "%s;dur=%.3f", e.getKey(), e.getValue() / NANOS_PER_MILLI))
        .collect(Collectors.joining(", "));
  }
}
