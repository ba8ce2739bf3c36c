package dev.likeness.vision;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets work that somebody waits for go before work that nobody does: where both want the same
 * cores, a photo in bulk begins when no probe is in hand. It waits for a bounded time, so that
 * probes without a pause slow a bulk load down and do not stop it. Safe for all threads.
 */
final class Precedence {
  private final long patienceNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition noneInHand = lock.newCondition();
  private int inHand;

  /**
   * @param patienceNanos how long work that nobody waits for is held back at most
   */
  Precedence(long patienceNanos) {
    this.patienceNanos = patienceNanos;
  }

  /** Does work that somebody waits for. */
  <T> T first(Supplier<T> work) {
    count(1);
    try {
      return work.get();
    } finally {
      count(-1);
    }
  }

  private void count(int change) {
    lock.lock();
    try {
      inHand += change;
      if (inHand == 0) {
        noneInHand.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns when no work is in hand that somebody waits for, or patience has ended. */
  void giveWay() {
    lock.lock();
    try {
      long left = patienceNanos;
      while (inHand > 0 && left > 0) {
        left = noneInHand.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** Longer than a probe takes, shorter than anybody minds. */
  static Precedence ofProbes() {
    return new Precedence(TimeUnit.MILLISECONDS.toNanos(50));
  }
}
