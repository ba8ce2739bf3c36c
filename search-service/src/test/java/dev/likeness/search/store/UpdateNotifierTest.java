package dev.likeness.search.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UpdateNotifierTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final UpdateNotifier signal = new UpdateNotifier();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void shouldNotHoldUpWhoeverAppliesWhileSomebodyLooks() throws Exception {
    // Given
    CountDownLatch looking = new CountDownLatch(1);
    CountDownLatch looked = new CountDownLatch(1);
    CompletableFuture<Boolean> waiting =
        CompletableFuture.supplyAsync(
            () ->
                signal.await(
                    () -> {
                      looking.countDown();
                      return awaited(looked);
                    },
                    PATIENCE),
            threads);
    assertThat(awaited(looking)).isTrue();

    // When
    CompletableFuture<Void> raised = CompletableFuture.runAsync(signal::raise, threads);

    // Then
    raised.get(PATIENCE.toSeconds() / 3, TimeUnit.SECONDS);
    looked.countDown();
    assertThat(waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void shouldWakeWhenItIsRaisedAndGiveUpWhenItIsNot() throws Exception {
    // Given
    AtomicBoolean applied = new AtomicBoolean();
    CompletableFuture<Boolean> waiting =
        CompletableFuture.supplyAsync(() -> signal.await(applied::get, PATIENCE), threads);

    // When
    applied.set(true);
    signal.raise();

    // Then
    assertThat(waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(signal.await(() -> false, Duration.ofMillis(50))).isFalse();
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
