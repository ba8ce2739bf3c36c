package dev.likeness.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.faces.Source;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WorkerDeathTest {
  private static final WorkerDeath DEATH =
      new WorkerDeath(new Suspect("dlib-resnet-128", new Source(3, 1042)), "worker");

  @Test
  void shouldTravelAsAKey() {
    assertThat(DEATH.published().topic()).isEqualTo("likeness.suspects");
    assertThat(DEATH.published().key())
        .isEqualTo("dlib-resnet-128/3:1042/worker".getBytes(StandardCharsets.UTF_8));
    assertThat(WorkerDeath.fromKey(DEATH.published().key())).isEqualTo(DEATH);
  }

  @Test
  void shouldBeTakenBackByATombstoneOfTheSameKey() {
    assertThat(DEATH.settled().key()).isEqualTo(DEATH.published().key());
    assertThat(DEATH.published().value()).isNotEmpty();
    assertThat(DEATH.settled().value()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "m", "m/1:2", "m/1:2/", "/1:2/w", "m/1/w", "m/x:2/w", "m/-1:2/w", "m/1:2/w/v"})
  void shouldRefuseOtherKeys(String key) {
    assertThatThrownBy(() -> WorkerDeath.fromKey(key.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldReadASuspectAsItIsWritten() {
    assertThat(Suspect.parse(DEATH.suspect().toString())).isEqualTo(DEATH.suspect());
    assertThatThrownBy(() -> Suspect.parse("m"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'m' is not of the form MODEL/partition:offset");
  }
}
