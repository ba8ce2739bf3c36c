package dev.likeness.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

final class LoadTest {
  @Test
  void shouldMakeEveryCallOnce() throws Exception {
    // Given
    Set<Integer> made = ConcurrentHashMap.newKeySet();

    // When
    Load.closed(3, 100, number -> assertThat(made.add(number)).isTrue());

    // Then
    assertThat(made).hasSize(100);
  }

  @Test
  void shouldCountAStallForEveryCallItDelays() throws Exception {
    // Given
    long stall = 200_000_000;

    // When
    Latency latency =
        Load.open(
                1,
                1_000,
                100,
                number -> {
                  if (number == 0) {
                    for (long end = System.nanoTime() + stall; System.nanoTime() < end; ) {
                      LockSupport.parkNanos(end - System.nanoTime());
                    }
                  }
                })
            .latency();

    // Then
    assertThat(latency.p50()).isGreaterThan(100);
  }
}
