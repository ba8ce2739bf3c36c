package dev.likeness.search.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.search.store.IndexQuery;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FreshnessTest {
  private final Map<Integer, IndexQuery.Progress> reached = new HashMap<>();
  private final Map<Integer, Long> ends = new HashMap<>(Map.of(0, 3L, 1, 5L));
  private boolean settled = true;
  private boolean brokerIsAway;
  private Set<Integer> unreadable = Set.of();
  private final Freshness freshness =
      new Freshness(() -> reached, this::ends, () -> settled, () -> unreadable);

  @BeforeEach
  void haveReadAllButTwo() {
    readTo(0, 3);
    readTo(1, 3);
  }

  @Test
  void shouldBeReadyOnceAllIsRead() throws InterruptedException {
    // Given
    freshness.check();
    assertThat(freshness.isReady()).isFalse();
    assertThat(freshness.lag()).isEqualTo(2);

    // When
    readTo(1, 5);
    freshness.check();

    // Then
    assertThat(freshness.isReady()).isTrue();
    assertThat(freshness.lag()).isZero();
    assertThat(freshness.total()).isEqualTo(8);
  }

  @Test
  void shouldBeReadyWithoutAPartitionThatCannotBeRead() throws InterruptedException {
    // Given
    settled = false;
    reached.remove(1);
    freshness.check();
    freshness.check();
    assertThat(freshness.isReady()).isFalse();

    // When
    unreadable = Set.of(1);
    freshness.check();
    freshness.check();

    // Then
    assertThat(freshness.isReady()).isTrue();
    assertThat(freshness.lag()).isEqualTo(5);
  }

  @Test
  void shouldNotBeReadyWhereNothingCanBeRead() throws InterruptedException {
    // Given
    unreadable = Set.of(0, 1);

    // When
    freshness.check();
    freshness.check();

    // Then
    assertThat(freshness.isReady()).isFalse();
  }

  @Test
  void shouldNotBeReadyBeforeEveryPartitionAnswers() throws InterruptedException {
    // Given
    ends.put(1, 0L);
    reached.remove(1);

    // When
    freshness.check();

    // Then
    assertThat(freshness.isReady()).isFalse();
  }

  @Test
  void shouldNotBeReadyBeforeEveryPartitionKnowsThatItMayAnswer() throws InterruptedException {
    // Given
    reached.put(1, new IndexQuery.Progress(5, -1, 0, false));
    freshness.check();
    freshness.check();
    assertThat(freshness.isReady()).isFalse();

    // When
    readTo(1, 5);
    freshness.check();

    // Then
    assertThat(freshness.isReady()).isTrue();
  }

  @Test
  void shouldNotBeReadyWhilePartitionsAreStillToMove() throws InterruptedException {
    // Given
    readTo(1, 5);
    settled = false;
    freshness.check();
    assertThat(freshness.isReady()).isFalse();

    // When
    settled = true;
    freshness.check();

    // Then
    assertThat(freshness.isReady()).isFalse();

    // When
    freshness.check();

    // Then
    assertThat(freshness.isReady()).isTrue();
  }

  @Test
  void shouldStayReadyAndTellTheLag() throws InterruptedException {
    // Given
    readTo(1, 5);
    freshness.check();
    freshness.check();
    var first = freshness.asOf();

    // When
    settled = false;
    ends.put(0, 7L);
    freshness.check();

    // Then
    assertThat(freshness.isReady()).isTrue();
    assertThat(freshness.lag()).isEqualTo(4);
    assertThat(freshness.asOf()).isEqualTo(first);
  }

  @Test
  void shouldKeepWhatItKnowsWhileTheBrokerIsAway() throws InterruptedException {
    // Given
    freshness.check();

    // When
    brokerIsAway = true;
    readTo(1, 5);
    freshness.check();

    // Then
    assertThat(freshness.lag()).isEqualTo(2);
    assertThat(freshness.isReady()).isFalse();
    assertThat(freshness.isKnown()).isFalse();

    // When
    brokerIsAway = false;
    freshness.check();

    // Then
    assertThat(freshness.isKnown()).isTrue();
  }

  private void readTo(int partition, long next) {
    reached.put(partition, new IndexQuery.Progress(next, -1, 0, true));
  }

  private CompletableFuture<Map<Integer, Long>> ends() {
    return brokerIsAway
        ? CompletableFuture.failedFuture(new TimeoutException("no answer"))
        : CompletableFuture.completedFuture(ends);
  }
}
