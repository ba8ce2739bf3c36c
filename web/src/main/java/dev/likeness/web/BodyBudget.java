package dev.likeness.web;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The bytes of request bodies that may be in this process at once. The first MiB of each body is
 * taken from one part of it, as it arrives; what is beyond from the other, before it arrives: so a
 * few huge bodies do not keep out the usual photos, and whoever announces much and sends little
 * holds little of what those need. Safe for all threads.
 */
public final class BodyBudget {
  /** How much of each body is taken from the first part. */
  static final long FIRST_BYTES = 1L << 20;

  private static final int UNIT = 1 << 10;
  private static final long PATIENCE_MILLIS = 500;
  private static final long LEAST_FIRST = 8L << 20;
  private static final long ENDLESS = 1L << 40;

  /**
   * A sixteenth and an eighth of the heap. Until it is a photo, a body costs up to three times its
   * bytes, and the index and the broker may live in the same heap.
   */
  private static final int FIRST_OF_HEAP = 16;

  private static final int BEYOND_OF_HEAP = 8;

  private final Semaphore first;
  private final Semaphore beyond;

  /**
   * @param first bytes for the first MiB of each body
   * @param beyond bytes for what is beyond; at least as many as the largest body has there
   */
  BodyBudget(long first, long beyond) {
    this.first = new Semaphore(units(first));
    this.beyond = new Semaphore(units(beyond));
  }

  /** As much as the heap allows, at least one body of {@code largest} bytes. */
  static BodyBudget ofHeap(long heap, long largest) {
    return new BodyBudget(
        Math.max(heap / FIRST_OF_HEAP, LEAST_FIRST), Math.max(heap / BEYOND_OF_HEAP, largest));
  }

  /** Without an end, for a process that passes bodies on and keeps none. */
  public static BodyBudget ofPassingOn() {
    return new BodyBudget(ENDLESS, ENDLESS);
  }

  /** A body that has not been read yet. */
  Share open() {
    return new Share();
  }

  private static int units(long bytes) {
    return Math.toIntExact((bytes + UNIT - 1) / UNIT);
  }

  /** What one body holds. For one thread. */
  final class Share implements AutoCloseable {
    private int ofFirst;
    private int ofBeyond;

    /**
     * Takes what a body of {@code length} bytes has beyond the first MiB, before that is read.
     *
     * @return whether there was room for it within half a second
     */
    boolean reserve(long length) {
      int more = units(Math.max(0, length - FIRST_BYTES)) - ofBeyond;
      boolean taken = taken(beyond, more);
      ofBeyond += taken ? Math.max(0, more) : 0;
      return taken;
    }

    /**
     * Takes what has come of a body, as far as it belongs to the first MiB.
     *
     * @return whether there was room for it within half a second
     */
    boolean grow(long read) {
      int more = units(Math.min(read, FIRST_BYTES)) - ofFirst;
      boolean taken = taken(first, more);
      ofFirst += taken ? Math.max(0, more) : 0;
      return taken;
    }

    @Override
    public void close() {
      first.release(ofFirst);
      beyond.release(ofBeyond);
      ofFirst = 0;
      ofBeyond = 0;
    }

    private static boolean taken(Semaphore part, int units) {
      try {
        return units <= 0
            || part.tryAcquire(units)
            || part.tryAcquire(units, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }
}
