package dev.likeness.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.faces.Quality;
import dev.likeness.faces.Reason;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QualityLimitsTest {
  private final QualityLimits limits = new QualityLimits(32, 8, 15, 245, 65, 60);

  @ParameterizedTest
  @CsvSource({
    "31, 100, 128, 0, 0, FACE_TOO_SMALL, 31 pixels wide",
    "32, 7, 128, 0, 0, LOW_QUALITY, sharpness is 7.0",
    "32, 100, 14, 0, 0, LOW_QUALITY, brightness is 14.0",
    "32, 100, 246, 0, 0, LOW_QUALITY, brightness is 246.0",
    "32, 100, 128, -66, 0, LOW_QUALITY, yaw is 66.0",
    "32, 100, 128, 0, 61, LOW_QUALITY, pitch is 61.0"
  })
  void shouldObjectWithTheFirstFigureOutOfBounds(
      float size,
      float sharpness,
      float brightness,
      float yaw,
      float pitch,
      Reason reason,
      String detail) {
    // When
    Optional<Unusable> objection =
        limits.objection(new Quality(size, sharpness, brightness, yaw, pitch, 90));

    // Then
    assertThat(objection).isPresent();
    assertThat(objection.get().reason()).isEqualTo(reason);
    assertThat(objection.get().detail()).contains(detail);
  }

  @Test
  void shouldNotObjectAtTheBounds() {
    assertThat(limits.objection(new Quality(32, 8, 15, 65, -60, 180))).isEmpty();
    assertThat(limits.objection(new Quality(32, 8, 245, -65, 60, -180))).isEmpty();
  }

  @Test
  void shouldRefuseBoundsThatNothingCanMeet() {
    assertThatThrownBy(() -> new QualityLimits(32, 8, 100, 100, 65, 60))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("100.0");
    assertThatThrownBy(() -> new EngineSettings(0, limits, limits))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("severalFacesRatio is 0.0");
  }
}
