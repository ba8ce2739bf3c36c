package dev.likeness.embed.poison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.faces.Source;
import dev.likeness.topics.Suspect;
import dev.likeness.topics.WorkerDeath;
import org.junit.jupiter.api.Test;

final class DeathsTest {
  private static final Suspect SUSPECT = new Suspect("m", new Source(1, 2));
  private static final WorkerDeath FIRST = new WorkerDeath(SUSPECT, "first");
  private static final WorkerDeath SECOND = new WorkerDeath(SUSPECT, "second");

  private final Deaths deaths = new Deaths();

  @Test
  void shouldCountEachWorkerOnce() {
    // When
    deaths.add(FIRST);
    deaths.add(SECOND);
    deaths.add(FIRST);

    // Then
    assertThat(deaths.count(SUSPECT)).isEqualTo(2);
    assertThat(deaths.of(SUSPECT)).containsExactlyInAnyOrder(FIRST, SECOND);
  }

  @Test
  void shouldTellModelsAndRecordsApart() {
    // When
    deaths.add(FIRST);

    // Then
    assertThat(deaths.count(new Suspect("other", new Source(1, 2)))).isZero();
    assertThat(deaths.count(new Suspect("m", new Source(1, 3)))).isZero();
    assertThat(deaths.count(new Suspect("m", new Source(2, 2)))).isZero();
  }

  @Test
  void shouldForgetDeathsThatAreTakenBack() {
    // Given
    deaths.add(FIRST);
    deaths.add(SECOND);

    // When
    deaths.remove(FIRST);
    deaths.remove(FIRST);

    // Then
    assertThat(deaths.of(SUSPECT)).containsExactly(SECOND);

    // When
    deaths.remove(SECOND);

    // Then
    assertThat(deaths.count(SUSPECT)).isZero();
    assertThat(deaths.of(SUSPECT)).isEmpty();
  }
}
