package dev.likeness.runtime;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A piece of work that is done again and again on a thread of its own, with a pause after each
 * time. An exception is logged and ends that time only. Safe for all threads.
 */
public final class Ticker {
  private static final Logger log = LoggerFactory.getLogger(Ticker.class);

  private final String name;
  private final Runnable work;
  private volatile @Nullable ScheduledExecutorService timer;

  /**
   * @param name of the thread
   */
  public Ticker(String name, Runnable work) {
    this.name = name;
    this.work = work;
  }

  /** Begins after {@code delay}; to be called once before each {@link #stop}. */
  public void start(Duration delay, Duration pause) {
    ScheduledExecutorService started =
        Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().name(name).daemon().unstarted(task));
    timer = started;
    var _ =
        started.scheduleWithFixedDelay(
            this::tick, delay.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void tick() {
    try {
      work.run();
    } catch (RuntimeException e) {
      log.error("{} failed, it is tried again", name, e);
    }
  }

  /** Ends it, once the work in hand is done. */
  public void stop() {
    end(ScheduledExecutorService::shutdown);
  }

  /** Ends it, and interrupts the work in hand. */
  public void interrupt() {
    end(ScheduledExecutorService::shutdownNow);
  }

  private void end(Consumer<ScheduledExecutorService> how) {
    ScheduledExecutorService stopping = timer;
    timer = null;
    if (stopping != null) {
      how.accept(stopping);
      stopping.close();
    }
  }

  /** Whether it is started; false from when it is told to end, for the work in hand as well. */
  public boolean isRunning() {
    return timer != null;
  }
}
