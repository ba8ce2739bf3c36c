package dev.likeness.embed.poison;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A trial by a process that opens a real model. */
final class TrialIT {
  private static final byte[] PHOTO = {1, 2, 3};

  @Test
  void shouldSurviveAHarmlessFile() {
    // Given
    try (Trial trial = new Trial(model -> TrialCommand.of(model, null), Duration.ofSeconds(60))) {
      // Then
      assertThat(trial.of("dlib-resnet-128", PHOTO)).isEqualTo(new TrialResult.Survived());
      assertThat(trial.of("no-such-model", PHOTO)).isInstanceOf(TrialResult.Failed.class);
    }
  }
}
