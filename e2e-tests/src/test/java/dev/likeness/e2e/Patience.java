package dev.likeness.e2e;

import java.time.Duration;

/** How long tests wait for what comes in the end. */
final class Patience {
  /** Longer than anything takes beside a core that is kept busy; only a failure takes as long. */
  static final Duration LONG = Duration.ofMinutes(10);

  private Patience() {}
}
