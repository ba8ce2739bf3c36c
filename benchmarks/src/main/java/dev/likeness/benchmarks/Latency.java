package dev.likeness.benchmarks;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Latencies of one kind, in a histogram of three significant digits. Safe for all threads. */
final class Latency {
  private static final double MICROS_PER_MILLI = 1e3;
  private static final long LONGEST = TimeUnit.MINUTES.toMicros(10);

  private final Histogram micros = new ConcurrentHistogram(LONGEST, 3);

  void record(long nanos) {
    micros.recordValue(Math.clamp(TimeUnit.NANOSECONDS.toMicros(nanos), 1, LONGEST));
  }

  void recordMillis(double millis) {
    micros.recordValue(Math.clamp(Math.round(millis * MICROS_PER_MILLI), 1, LONGEST));
  }

  void add(Latency others) {
    micros.add(others.micros);
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
