package dev.likeness.search.store;

import dev.likeness.index.FaceIndex;
import java.util.concurrent.Semaphore;

/**
 * Merges an index into one segment when it has been idle. Indexes that share a turn are merged one
 * at a time: several merges at once would take disk space and cores from everything else. For the
 * thread that writes the index.
 */
final class IdleForceMerge {
  private static final int QUIET_LOOKS = 2;

  private final Semaphore turn;
  private long reached = -1;
  private int quietLooks;
  private boolean done;
  private boolean ours;

  IdleForceMerge(Semaphore turn) {
    this.turn = turn;
  }

  /**
   * Looks whether anything has come since the last look.
   *
   * @param next how far the index has read
   */
  void look(long next, FaceIndex index) {
    if (next != reached) {
      stop();
      reached = next;
    } else if (!done && ++quietLooks >= QUIET_LOOKS && !index.hasUncommittedMerges()) {
      ours = ours || turn.tryAcquire();
      done = ours && index.tidy();
      if (done) {
        pass();
      }
    }
  }

  /** The index is closed, or is written again. */
  void stop() {
    pass();
    reached = -1;
    quietLooks = 0;
    done = false;
  }

  private void pass() {
    if (ours) {
      turn.release();
      ours = false;
    }
  }
}
