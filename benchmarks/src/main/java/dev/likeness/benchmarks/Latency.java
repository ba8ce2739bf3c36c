package dev.likeness.benchmarks;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Latencies of one kind, in a histogram of three significant digits. */
final class Latency {
  private static final double MICROS_PER_MILLI = 1e3;

  private final Histogram micros = new Histogram(TimeUnit.MINUTES.toMicros(5), 3);

  void record(long nanos) {
    micros.recordValue(Math.max(1, TimeUnit.NANOSECONDS.toMicros(nanos)));
  }

  void recordMillis(double millis) {
    micros.recordValue(Math.max(1, Math.round(millis * MICROS_PER_MILLI)));
  }

  /** In milliseconds. */
  double p50() {
    return micros.getValueAtPercentile(50) / MICROS_PER_MILLI;
  }

  /** In milliseconds. */
  double p99() {
    return micros.getValueAtPercentile(99) / MICROS_PER_MILLI;
  }
}
