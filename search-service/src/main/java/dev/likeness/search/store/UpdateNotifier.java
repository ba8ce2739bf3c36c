package dev.likeness.search.store;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Wakes those who wait for the index when an outcome was applied. Safe for all threads; raising it
 * does not wait for the checks of those who wait.
 */
final class UpdateNotifier {
  /** What is applied by other instances raises nothing here. */
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** Whoever waits long is in no hurry, and hundreds may. */
  private static final long LOOK_AGAIN_LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private static final int DIVISOR = 4;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition applied = lock.newCondition();
  private long raised;

  void raise() {
    lock.lock();
    try {
      raised++;
      applied.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until something holds; false if it does not in time.
   *
   * @param holds looked at on the caller's thread, without the lock: it may ask other instances
   */
  boolean await(BooleanSupplier holds, Duration patience) {
    long start = System.nanoTime();
    long end = start + patience.toNanos();
    try {
      long seen = raised();
      while (!holds.getAsBoolean()) {
        long now = System.nanoTime();
        if (now >= end) {
          return false;
        }
        long pause = Math.clamp((now - start) / DIVISOR, LOOK_AGAIN_NANOS, LOOK_AGAIN_LATE_NANOS);
        seen = next(seen, Math.min(end - now, pause));
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private long raised() {
    lock.lock();
    try {
      return raised;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for it to be raised once more than was {@code seen}, at once if it has been. */
  private long next(long seen, long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (raised == seen && left > 0) {
        left = applied.awaitNanos(left);
      }
      return raised;
    } finally {
      lock.unlock();
    }
  }
}
