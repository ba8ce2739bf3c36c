package dev.likeness.embed;

import dev.likeness.faces.Source;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * The progress of one model's worker: which records it has in hand and since when, and how often
 * one of its threads died. Safe for all threads.
 */
final class WorkerProgress {
  /** Longer than a photo and its trial may take. */
  static final Duration LONGEST_IN_HAND = Duration.ofMinutes(3);

  /**
   * This many deaths of threads in a row, without a finished record between them, mean a broken
   * worker.
   */
  static final int MOST_DEATHS_IN_A_ROW = 5;

  private final LongSupplier nanos;
  private final Map<Source, Long> inHand = new ConcurrentHashMap<>();
  private final AtomicInteger threadDeaths = new AtomicInteger();
  private final AtomicInteger deathsInARow = new AtomicInteger();

  /** A record in hand. */
  record InHand(Source source, Duration since) {}

  /**
   * @param nanos the time, as {@link System#nanoTime} tells it
   */
  WorkerProgress(LongSupplier nanos) {
    this.nanos = nanos;
  }

  void begin(Source source) {
    inHand.put(source, nanos.getAsLong());
  }

  /** The record is done with: a broken one is taken up by the next thread. */
  void end(Source source) {
    inHand.remove(source);
  }

  /** A record has its outcome. */
  void done() {
    deathsInARow.set(0);
  }

  void threadDied() {
    threadDeaths.incrementAndGet();
    deathsInARow.incrementAndGet();
  }

  /** How many threads died since the start. */
  int threadDeaths() {
    return threadDeaths.get();
  }

  /** The record that has been in hand for longest; empty if there is none. */
  Optional<InHand> oldest() {
    long now = nanos.getAsLong();
    return inHand.entrySet().stream()
        .map(e -> new InHand(e.getKey(), Duration.ofNanos(now - e.getValue())))
        .max(Comparator.comparing(InHand::since));
  }

  /** Whether a record does not end, or threads die of something again and again. */
  boolean isStuck() {
    return deathsInARow.get() >= MOST_DEATHS_IN_A_ROW
        || oldest().filter(r -> r.since().compareTo(LONGEST_IN_HAND) > 0).isPresent();
  }
}
