package dev.likeness.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class AdmissionGateTest {
  @Test
  void shouldRefuseWhatIsBeyondTheQueueAndAdmitAgainAfterwards() throws Exception {
    // Given
    AdmissionGate gate = new AdmissionGate("test", 1, 0, 50);
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> first =
          callers.submit(() ->
              gate.admit(() -> {
                inside.countDown();
                await(leave);
                return "done";
              }));
      await(inside);

      // When
      assertThatThrownBy(() -> gate.admit(() -> "never"))
          .isInstanceOf(Problem.class)
          .hasMessage("all 1 places are taken; try again after Retry-After");
      leave.countDown();

      // Then
      assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("done");
      assertThat(gate.admit(() -> "again")).isEqualTo("again");
    }
  }

  @Test
  void shouldTellAWaiterWhoseTurnDoesNotCome() throws Exception {
    // Given
    AdmissionGate gate = new AdmissionGate("test", 1, 1, 20);
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> first =
          callers.submit(() ->
              gate.admit(() -> {
                inside.countDown();
                await(leave);
                return "done";
              }));
      await(inside);

      // Then
      assertThatThrownBy(() -> gate.admit(() -> "never"))
          .hasMessage("no turn came within 20 ms; try again after Retry-After");
      leave.countDown();
      assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("done");
    }
  }

  @Test
  void shouldFreeThePlaceOfWorkThatFailed() {
    // Given
    AdmissionGate gate = new AdmissionGate("test", 1, 0, 50);

    // When
    assertThatThrownBy(() ->
            gate.admit(() -> {
              throw new IllegalStateException("broken");
            }))
        .hasMessage("broken");

    // Then
    assertThat(gate.admit(() -> "next")).isEqualTo("next");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
