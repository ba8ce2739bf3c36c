package dev.likeness.faces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class BoxTest {
  @Test
  void shouldMeasureOverlap() {
    // Given
    Box box = new Box(0, 0, 10, 10);

    // Then
    assertThat(box.overlap(box)).isEqualTo(1);
    assertThat(box.overlap(new Box(5, 0, 10, 10))).isCloseTo(1 / 3.0, within(1e-9));
    assertThat(box.overlap(new Box(20, 20, 5, 5))).isZero();
    assertThat(new Box(0, 0, 0, 0).overlap(new Box(0, 0, 0, 0))).isZero();
  }

  @Test
  void shouldRefuseNegativeAndMissingSides() {
    assertThatThrownBy(() -> new Box(0, 0, -1, 5))
        .hasMessage("box is -1.0 wide and 5.0 high, neither may be negative");
    assertThatThrownBy(() -> new Box(0, 0, 1, Float.NaN)).hasMessageContaining("NaN");
  }
}
