package dev.likeness.web;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * How many requests are worked on at once and how many may wait for their turn. Work on pixels is
 * bound by the cores, so more at once would only make each slower; a request beyond the queue is
 * refused at once, before it costs anything.
 *
 * <p>The work is done by threads of the gate's own. Requests come on virtual threads, which cost
 * nothing while they wait, but one that computes keeps its carrier until it is done, and there are
 * as few of these as of cores: work on pixels there would keep all other requests from running.
 * Safe for all threads.
 */
public final class AdmissionGate {
  private static final long IDLE_SECONDS = 60;
  private static final int WAITING_PER_CORE = 32;

  /** Of one photo's turn; with the wait for room for its body ({@link BodyBudget}) within 2 s. */
  private static final long PATIENCE_MILLIS = 1_000;

  private final int places;
  private final long patienceMillis;
  private final Semaphore free;
  private final ThreadPoolExecutor workers;

  /** As many at once as there are {@code cores}, for work on pixels that a caller waits for. */
  public static AdmissionGate ofCores(String name, int cores) {
    return new AdmissionGate(name, cores, cores * WAITING_PER_CORE, PATIENCE_MILLIS);
  }

  /**
   * @param name of the threads
   * @param atOnce how many run, at least 1
   * @param waiting how many more may wait
   * @param patienceMillis how long one may wait
   */
  AdmissionGate(String name, int atOnce, int waiting, long patienceMillis) {
    this.places = atOnce + waiting;
    this.patienceMillis = patienceMillis;
    this.free = new Semaphore(places);
    this.workers =
        new ThreadPoolExecutor(
            atOnce,
            atOnce,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name(name + "-", 0).daemon().factory());
    workers.allowCoreThreadTimeOut(true);
  }

  /**
   * Runs {@code work} when its turn comes, and returns what it returns.
   *
   * @throws Problem {@link Code#OVERLOADED} if the queue is full or the turn does not come in time
   * @throws RuntimeException what {@code work} throws
   */
  public <T> T admit(Supplier<T> work) {
    if (!free.tryAcquire()) {
      throw overloaded("all " + places + " places are taken");
    }
    try {
      return inTurn(new Turn<>(work));
    } finally {
      free.release();
    }
  }

  private <T> T inTurn(Turn<T> turn) {
    try {
      workers.execute(turn);
      if (!turn.begun.tryAcquire(patienceMillis, TimeUnit.MILLISECONDS) && turn.giveUp()) {
        workers.remove(turn);
        throw overloaded("no turn came within " + patienceMillis + " ms");
      }
      return turn.get();
    } catch (InterruptedException e) {
      turn.giveUp();
      Thread.currentThread().interrupt();
      throw overloaded("the service is stopping");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException thrown
          ? thrown
          : new IllegalStateException(e.getCause());
    }
  }

  private static Problem overloaded(String why) {
    return Problem.of(Code.OVERLOADED, why + "; try again after Retry-After");
  }

  /** Work that waits until a worker takes it or its caller gives it up. */
  private static final class Turn<T> extends FutureTask<T> {
    private final AtomicBoolean claimed = new AtomicBoolean();
    private final Semaphore begun = new Semaphore(0);

    Turn(Supplier<T> work) {
      super(work::get);
    }

    @Override
    public void run() {
      if (claimed.compareAndSet(false, true)) {
        begun.release();
        super.run();
      }
    }

    /** Whether it has not begun, and now never will. */
    boolean giveUp() {
      return claimed.compareAndSet(false, true);
    }
  }
}
