package dev.likeness.web;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * How many requests are worked on at once and how many may wait for their turn. Work on pixels is
 * bound by the cores, so more at once would only make each slower; a request beyond the queue is
 * refused at once, before it costs anything. Safe for all threads.
 */
public final class AdmissionGate {
  private final int atOnce;
  private final int waiting;
  private final long patienceMillis;
  private final Semaphore places;
  private final Semaphore turns;

  /**
   * @param atOnce how many run, at least 1
   * @param waiting how many more may wait
   * @param patienceMillis how long one may wait
   */
  public AdmissionGate(int atOnce, int waiting, long patienceMillis) {
    this.atOnce = atOnce;
    this.waiting = waiting;
    this.patienceMillis = patienceMillis;
    this.places = new Semaphore(atOnce + waiting);
    this.turns = new Semaphore(atOnce, true);
  }

  /**
   * Runs {@code work} when its turn comes.
   *
   * @throws Problem {@link Code#OVERLOADED} if the queue is full or the turn does not come in time
   */
  public <T> T admit(Supplier<T> work) {
    if (!places.tryAcquire()) {
      throw overloaded("all " + (atOnce + waiting) + " places are taken");
    }
    try {
      return inTurn(work);
    } finally {
      places.release();
    }
  }

  private <T> T inTurn(Supplier<T> work) {
    try {
      if (!turns.tryAcquire(patienceMillis, TimeUnit.MILLISECONDS)) {
        throw overloaded("no turn came within " + patienceMillis + " ms");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw overloaded("the service is stopping");
    }
    try {
      return work.get();
    } finally {
      turns.release();
    }
  }

  private static Problem overloaded(String why) {
    return Problem.of(Code.OVERLOADED, why + "; try again after Retry-After");
  }
}
