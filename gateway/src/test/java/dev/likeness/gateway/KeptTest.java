package dev.likeness.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is found out once a second. */
final class KeptTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 7);
  private final AtomicInteger found = new AtomicInteger();
  private final Kept<Integer> kept = new Kept<>(now::get);

  private int get(String name) {
    return kept.get(name, found::incrementAndGet);
  }

  @Test
  void shouldFindOutOnceASecondForEachName() {
    // When
    int first = get("a");
    int other = get("b");
    int again = get("a");
    now.addAndGet(Duration.ofMillis(1_001).toNanos());
    int later = get("a");

    // Then
    assertThat(first).isEqualTo(1);
    assertThat(other).isEqualTo(2);
    assertThat(again).isEqualTo(first);
    assertThat(later).isEqualTo(3);
  }

  @Test
  void shouldNotKeepAFailure() {
    // When
    assertThatIllegalStateException()
        .isThrownBy(() ->
            kept.get(
                "a",
                () -> {
                  throw new IllegalStateException("away");
                }));

    // Then
    assertThat(get("a")).isEqualTo(1);
  }

  @Test
  void shouldKeepNoMoreThanIsBounded() {
    // Given
    get("first");

    // When
    for (int i = 0; i < 1_000; i++) {
      get("other" + i);
    }

    // Then
    assertThat(get("other999")).isEqualTo(1_001);
    assertThat(get("first")).isEqualTo(1_002);
  }
}
