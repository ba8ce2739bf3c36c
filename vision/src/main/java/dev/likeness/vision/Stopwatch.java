package dev.likeness.vision;

import java.util.EnumMap;
import java.util.Map;

/** Adds up the time each stage takes. For one thread. */
final class Stopwatch {
  enum Stage {
    DECODE,
    DETECT,
    LANDMARKS,
    ALIGN,
    EMBED
  }

  private final Map<Stage, Long> nanos = new EnumMap<>(Stage.class);
  private long since = System.nanoTime();

  /** Books the time since the last lap to {@code stage}. */
  void lap(Stage stage) {
    long now = System.nanoTime();
    nanos.merge(stage, now - since, Long::sum);
    since = now;
  }

  StageTimings timings() {
    return new StageTimings(
        spent(Stage.DECODE),
        spent(Stage.DETECT),
        spent(Stage.LANDMARKS),
        spent(Stage.ALIGN),
        spent(Stage.EMBED));
  }

  private long spent(Stage stage) {
    return nanos.getOrDefault(stage, 0L);
  }
}
