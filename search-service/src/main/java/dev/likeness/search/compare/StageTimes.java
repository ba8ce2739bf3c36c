package dev.likeness.search.compare;

import dev.likeness.vision.StageTimings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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

  /**
   * The header, once the stages have been added to the timers {@code likeness.stage}.
   *
   * @param answer {@code find} or {@code verify}
   */
  String header(String answer, MeterRegistry meters) {
    nanos.forEach((stage, taken) ->
        Timer.builder("likeness.stage")
            .description("Duration of each stage of an answer")
            .tags("answer", answer, "stage", stage)
            .publishPercentileHistogram()
            .register(meters)
            .record(taken, TimeUnit.NANOSECONDS));
    return header();
  }

  String header() {
    return nanos.entrySet().stream()
        .map(e ->
            String.format(Locale.ROOT, "%s;dur=%.3f", e.getKey(), e.getValue() / NANOS_PER_MILLI))
        .collect(Collectors.joining(", "));
  }
}
