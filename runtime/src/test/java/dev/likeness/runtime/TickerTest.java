package dev.likeness.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class TickerTest {
  private static final String NAME = "ticker-test";
  private static final Duration PAUSE = Duration.ofMillis(1);

  @Test
  void shouldGoOnAfterAFailureUntilItIsStopped() {
    // Given work that fails the first time
    AtomicInteger done = new AtomicInteger();
    Ticker ticker =
        new Ticker(
            NAME,
            () -> {
              if (done.incrementAndGet() == 1) {
                throw new IllegalStateException("the first time");
              }
            });

    // When
    ticker.start(Duration.ZERO, PAUSE);

    // Then
    await().until(() -> done.get() > 2);
    assertThat(ticker.isRunning()).isTrue();
    ticker.stop();
    assertThat(ticker.isRunning()).isFalse();
    await().until(TickerTest::isThreadGone);
  }

  private static boolean isThreadGone() {
    return Thread.getAllStackTraces().keySet().stream()
        .noneMatch(thread -> thread.getName().equals(NAME));
  }

  @Test
  void shouldInterruptTheWorkInHandIfTold() {
    // Given work that waits for ever
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    AtomicBoolean running = new AtomicBoolean(true);
    Ticker[] ticker = new Ticker[1];
    ticker[0] =
        new Ticker(
            NAME,
            () -> {
              begun.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.set(true);
                running.set(ticker[0].isRunning());
              }
            });
    ticker[0].start(Duration.ZERO, PAUSE);
    await().until(() -> begun.getCount() == 0);

    // When
    ticker[0].interrupt();

    // Then it knows that it was stopped
    assertThat(interrupted).isTrue();
    assertThat(running).isFalse();
  }

  @Test
  void shouldStartAgainAfterAStopAndBeStoppedTwice() {
    // Given
    AtomicInteger done = new AtomicInteger();
    Ticker ticker = new Ticker(NAME, done::incrementAndGet);
    ticker.start(Duration.ZERO, PAUSE);
    ticker.stop();
    ticker.stop();
    int before = done.get();

    // When
    ticker.start(Duration.ZERO, PAUSE);

    // Then
    await().until(() -> done.get() > before);
    ticker.stop();
  }
}
