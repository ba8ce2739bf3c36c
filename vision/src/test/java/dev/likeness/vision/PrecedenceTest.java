package dev.likeness.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class PrecedenceTest {
  private static final long FOREVER = Duration.ofDays(1).toNanos();

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);

  @Test
  void shouldHoldBackWhatNobodyWaitsForUntilTheRestIsDone() throws InterruptedException {
    // Given
    Precedence precedence = new Precedence(FOREVER);
    Thread probe = probe(precedence);

    // When
    Thread bulk = Thread.ofPlatform().start(precedence::giveWay);

    // Then
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> bulk.getState() == Thread.State.TIMED_WAITING);
    end.countDown();
    bulk.join();
    probe.join();
  }

  @Test
  void shouldNotHoldItBackForLongerThanItsPatience() throws InterruptedException {
    // Given
    Precedence precedence = new Precedence(1);
    Thread probe = probe(precedence);

    // When
    precedence.giveWay();

    // Then
    assertThat(probe.isAlive()).isTrue();
    end.countDown();
    probe.join();
  }

  @Test
  void shouldHoldNothingBackAfterWorkThatFailed() {
    // Given
    Precedence precedence = new Precedence(FOREVER);
    try {
      precedence.first(() -> {
        throw new IllegalStateException("failed");
      });
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("failed");
    }

    // Then
    precedence.giveWay();
  }

  /** Work that somebody waits for, in hand until {@link #end}. */
  private Thread probe(Precedence precedence) throws InterruptedException {
    Thread probe =
        Thread.ofPlatform()
            .start(() ->
                precedence.first(() -> {
                  begun.countDown();
                  try {
                    return end.await(20, TimeUnit.SECONDS);
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                }));
    begun.await();
    return probe;
  }
}
