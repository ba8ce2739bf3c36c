package dev.likeness.search.store;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Wakes those who wait for the index when an outcome was applied. Safe for all threads. */
final class AppliedSignal {
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition applied = lock.newCondition();

  void raise() {
    lock.lock();
    try {
      applied.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until something holds; false if it does not in time. */
  boolean await(BooleanSupplier holds, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    lock.lock();
    try {
      while (!holds.getAsBoolean()) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        applied.awaitNanos(Math.min(left, LOOK_AGAIN_NANOS));
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }
}
