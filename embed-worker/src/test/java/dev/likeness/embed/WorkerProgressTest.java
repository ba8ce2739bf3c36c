package dev.likeness.embed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.faces.Source;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

final class WorkerProgressTest {
  private long now = 42;
  private final WorkerProgress progress = new WorkerProgress(() -> now);
  private final WorkerHealth health = new WorkerHealth(Map.of("m", progress));

  @Test
  void shouldBeUpWhileRecordsEnd() {
    // Given
    progress.begin(new Source(0, 1));
    pass(Duration.ofMinutes(1));
    progress.begin(new Source(1, 7));

    // Then
    assertThat(progress.oldest())
        .contains(new WorkerProgress.InHand(new Source(0, 1), Duration.ofMinutes(1)));
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);

    // When
    progress.end(new Source(0, 1));
    progress.end(new Source(1, 7));

    // Then
    assertThat(progress.oldest()).isEmpty();
  }

  @Test
  void shouldBeDownWhileARecordDoesNotEnd() {
    // Given
    progress.begin(new Source(3, 1042));

    // When
    pass(WorkerProgress.LONGEST_IN_HAND.plusSeconds(1));

    // Then
    assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    assertThat(health.health().getDetails().toString())
        .contains("oldestInHand=3:1042", "inHandForSeconds=181");
  }

  @Test
  void shouldBeDownWhileThreadsDieAndNothingIsDone() {
    // When
    for (int i = 0; i < WorkerProgress.MOST_DEATHS_IN_A_ROW; i++) {
      progress.threadDied();
    }

    // Then
    assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    assertThat(health.health().getDetails().toString()).contains("threadRestarts=5");

    // When
    progress.done();

    // Then
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }
}
