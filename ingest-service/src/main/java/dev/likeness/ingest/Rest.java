package dev.likeness.ingest;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The rest of a thread that has work only while somebody waits for it. One thread takes it, any
 * thread ends it.
 */
final class Rest {
  /** Those who call one after the other find the thread at work. */
  private static final long BEGINS_AFTER_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final BooleanSupplier nobodyWaits;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean resting = true;
  private boolean allowed = true;
  private long lastWanted;

  Rest(BooleanSupplier nobodyWaits) {
    this.nobodyWaits = nobodyWaits;
  }

  /** Returns once the thread has begun its work, or two seconds have passed. */
  void end() {
    lock.lock();
    try {
      changed.signalAll();
      long left = PATIENCE_NANOS;
      while (resting && allowed && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns as soon as somebody waits.
   *
   * @return whether there was a rest, which lasts until {@link #over} is called
   */
  boolean taken() throws InterruptedException {
    lock.lock();
    try {
      if (!nobodyWaits.getAsBoolean()) {
        lastWanted = System.nanoTime();
      } else if (System.nanoTime() - lastWanted > BEGINS_AFTER_NANOS) {
        resting = true;
      }
      while (resting && allowed && nobodyWaits.getAsBoolean()) {
        changed.await();
      }
      return resting;
    } finally {
      lock.unlock();
    }
  }

  /** The thread is at work. */
  void over() {
    lock.lock();
    try {
      resting = false;
      lastWanted = System.nanoTime();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the rest for good, as before a stop. */
  void never() {
    lock.lock();
    try {
      allowed = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
