package dev.likeness.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.vision.ModelBundle;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ServedModelTest {
  @Test
  void shouldServeTheModelOfTheReleaseThatHasSoManyDimensions() {
    // When
    ServedModel other = ServedModel.of(128);

    // Then
    assertThat(other.bundle().card().dimension()).isEqualTo(128);
    assertThat(other.environment()).isEqualTo(Map.of("LIKENESS_MODEL", other.id()));
    assertThat(ServedModel.of(512).id()).isEqualTo(ModelBundle.DEFAULT);
    assertThat(ServedModel.of(512).environment()).isEmpty();
  }

  @Test
  void shouldSayWhichDimensionsCanBeServed() {
    assertThatThrownBy(() -> ServedModel.of(64))
        .hasMessageStartingWith("--dimensions has 64")
        .hasMessageContaining("[512, 128]");
  }
}
