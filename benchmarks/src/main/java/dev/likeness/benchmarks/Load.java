package dev.likeness.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Calls under load. */
final class Load {
  /** One call. */
  interface Call {
    void make(int number) throws Exception;
  }

  /**
   * What a load was answered with.
   *
   * @param latency of each call
   * @param perSecond calls answered
   */
  record Answered(Latency latency, double perSecond) {}

  private Load() {}

  /** Every caller asks again as soon as it is answered: the most that so many callers get. */
  static Answered closed(int callers, int calls, Call call)
      throws InterruptedException, ExecutionException {
    return run(
        callers,
        calls,
        (number, latency) -> {
          long start = System.nanoTime();
          call.make(number);
          latency.record(System.nanoTime() - start);
        });
  }

  /**
   * Calls are due at an even rate whether or not earlier ones are answered. Latency counts from
   * when a call was due, so a stall is seen by every call it delays.
   *
   * @param callers how many calls may be under way at once
   * @param perSecond how many are due
   */
  static Answered open(int callers, double perSecond, int calls, Call call)
      throws InterruptedException, ExecutionException {
    long begin = System.nanoTime();
    return run(
        callers,
        calls,
        (number, latency) -> {
          long due = begin + (long) (number * 1e9 / perSecond);
          for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
            LockSupport.parkNanos(early);
          }
          call.make(number);
          latency.record(System.nanoTime() - due);
        });
  }

  private interface Timed {
    void make(int number, Latency latency) throws Exception;
  }

  private static Answered run(int callers, int calls, Timed timed)
      throws InterruptedException, ExecutionException {
    Latency latency = new Latency();
    AtomicInteger next = new AtomicInteger();
    long start = System.nanoTime();
    try (ExecutorService pool = Executors.newFixedThreadPool(callers)) {
      List<Future<?>> all = new ArrayList<>();
      for (int caller = 0; caller < callers; caller++) {
        all.add(
            pool.submit(() -> {
              for (int i = next.getAndIncrement(); i < calls; i = next.getAndIncrement()) {
                timed.make(i, latency);
              }
              return null;
            }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    return new Answered(latency, calls * 1e9 / (System.nanoTime() - start));
  }
}
