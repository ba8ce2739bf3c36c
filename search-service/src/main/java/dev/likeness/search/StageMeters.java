package dev.likeness.search;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** The stages of answers as timers, {@code likeness.stage}. Safe for all threads. */
final class StageMeters {
  private final MeterRegistry meters;

  StageMeters(MeterRegistry meters) {
    this.meters = meters;
  }

  /**
   * @param answer {@code find} or {@code verify}
   */
  void record(String answer, StageTimes times) {
    times.forEach((stage, nanos) ->
        Timer.builder("likeness.stage")
            .description("how long each stage of an answer took")
            .tags("answer", answer, "stage", stage)
            .publishPercentileHistogram()
            .register(meters)
            .record(nanos, TimeUnit.NANOSECONDS));
  }
}
