package dev.likeness.vision.decode;

import java.util.concurrent.Semaphore;

/**
 * How many pixels may be in the decoders at once, in the whole process: a hundred small photos side
 * by side, but huge ones one after another, so that memory stays bounded whatever is sent.
 */
final class PixelBudget {
  private static final int UNIT = 1024;
  private static final int TOTAL = 80_000_000 / UNIT;
  private static final Semaphore UNITS = new Semaphore(TOTAL, true);

  private PixelBudget() {}

  /** Waits until {@code pixels} more may be decoded; close it when they are. */
  static Share take(long pixels) {
    int units = Math.clamp(pixels / UNIT, 1, TOTAL);
    UNITS.acquireUninterruptibly(units);
    return new Share(units);
  }

  record Share(int units) implements AutoCloseable {
    @Override
    public void close() {
      UNITS.release(units);
    }
  }
}
