package dev.likeness.faces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

final class VectorTest {
  @Test
  void shouldMeasureTheAngle() {
    // Given
    Vector east = Vector.of(1, 0);
    Vector northEast = Vector.normalized(5, 5);

    // Then
    assertThat(east.cosine(east)).isEqualTo(1f);
    assertThat(east.cosine(northEast)).isCloseTo((float) Math.sqrt(0.5), within(1e-6f));
    assertThat(east.cosine(Vector.of(-1, 0))).isEqualTo(-1f);
  }

  @Test
  void shouldNotShareItsArray() {
    // Given
    float[] components = {1, 0};
    Vector vector = Vector.of(components);

    // When
    components[0] = 7;
    vector.toArray()[0] = 7;

    // Then
    assertThat(vector.toArray()).containsExactly(1, 0);
  }

  @Test
  void shouldTakeWhatIsLeftInABufferAndLeaveItThere() {
    // Given
    FloatBuffer buffer = FloatBuffer.wrap(new float[] {9, 0.6f, -0.8f, 9}, 1, 2);

    // When
    Vector vector = Vector.of(buffer);
    buffer.put(1, 7);

    // Then
    assertThat(vector.toArray()).containsExactly(0.6f, -0.8f);
    assertThat(buffer.remaining()).isEqualTo(2);
  }

  @Test
  void shouldRefuseWhatHasNoUnitLength() {
    assertThatThrownBy(() -> Vector.of(1, 1)).hasMessageContaining("has length 1.41");
    assertThatThrownBy(() -> Vector.of(FloatBuffer.wrap(new float[] {1, 1})))
        .hasMessageContaining("has length 1.41");
    assertThatThrownBy(() -> Vector.normalized(0, 0)).hasMessageContaining("has length 0.0");
    assertThatThrownBy(() -> Vector.normalized(Float.NaN, 0)).hasMessageContaining("NaN");
  }

  @Test
  void shouldNameBothDimensionsWhenTheyDiffer() {
    assertThatThrownBy(() -> Vector.of(1, 0).cosine(Vector.of(1, 0, 0)))
        .hasMessage("vector has 2 dimensions, the other has 3");
  }

  @Test
  void shouldKeepItsComponentsOutOfLogs() {
    assertThat(Vector.of(0, 1)).hasToString("Vector[2]");
  }
}
