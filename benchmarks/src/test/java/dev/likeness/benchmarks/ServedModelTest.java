package dev.likeness.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.likeness.vision.ModelBundle;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServedModelTest {
  @TempDir private Path models;

  @Test
  void shouldSeeFacesAsTheDefaultModelDoesInMoreDimensions() throws Exception {
    // Given
    ServedModel wide = ServedModel.of(640, models);

    // When // Then
    try (Portfolio expected = new Portfolio(ServedModel.standard());
        Portfolio actual = new Portfolio(wide)) {
      assertThat(actual.engine().card().dimension()).isEqualTo(640);
      assertThat(actual.vector(0).toArray()).hasSize(640);
      for (int other = 1; other < 4; other++) {
        assertThat(actual.vector(0).cosine(actual.vector(other)))
            .isCloseTo(expected.vector(0).cosine(expected.vector(other)), within(1e-3f));
      }
    }
  }

  @Test
  void shouldServeTheDefaultModelInItsOwnDimension() throws Exception {
    // When // Then
    assertThat(ServedModel.of(512, models).id()).isEqualTo(ModelBundle.DEFAULT);
    assertThat(ServedModel.of(512, models).environment()).isEqualTo(Map.of());
    assertThatThrownBy(() -> ServedModel.of(64, models))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--dimensions has 64, expected 512 or more");
  }
}
