package dev.likeness.runtime;

import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that owns a consumer and reads with it until it is told to stop. An exception is logged
 * and ends that reading only; the next one begins a second later. Safe for all threads.
 */
public final class ConsumerLoop {
  private static final Logger log = LoggerFactory.getLogger(ConsumerLoop.class);
  private static final long AFTER_A_FAULT_MILLIS = 1_000;

  private final String name;
  private final Consumer<byte[], byte[]> consumer;
  private final Runnable reading;
  private final Thread thread;
  private volatile boolean running;

  /**
   * @param name of the thread
   * @param consumer closed by this object
   * @param reading done over and over; it polls, and must not wait for long otherwise
   */
  public ConsumerLoop(String name, Consumer<byte[], byte[]> consumer, Runnable reading) {
    this.name = name;
    this.consumer = consumer;
    this.reading = reading;
    this.thread = new Thread(this::run, name);
  }

  /** Begins; to be called once at most. */
  public void start() {
    running = true;
    thread.start();
  }

  private void run() {
    try (consumer) {
      while (running) {
        try {
          reading.run();
        } catch (WakeupException e) {
          log.debug("{} is stopped", name);
        } catch (RuntimeException e) {
          log.warn("{} cannot be read; trying again", name, e);
          pause();
        }
      }
    }
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(AFTER_A_FAULT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running = false;
    }
  }

  /** Whether it has begun and was not told to stop. */
  public boolean isRunning() {
    return running;
  }

  /** Stops and closes the consumer, also if it has not begun. May be repeated. */
  public void stop() {
    if (thread.getState() == Thread.State.NEW) {
      consumer.close();
      return;
    }
    running = false;
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
