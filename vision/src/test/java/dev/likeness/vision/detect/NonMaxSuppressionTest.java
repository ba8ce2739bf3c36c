package dev.likeness.vision.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.faces.Box;
import java.util.List;
import org.junit.jupiter.api.Test;

class NonMaxSuppressionTest {
  @Test
  void shouldKeepTheMostCertainOfOverlappingBoxes() {
    // Given
    Detection weak = new Detection(new Box(0, 0, 100, 100), 0.6f);
    Detection strong = new Detection(new Box(20, 10, 100, 100), 0.9f);

    // When / Then
    assertThat(NonMaxSuppression.strongest(List.of(weak, strong))).containsExactly(strong);
  }

  @Test
  void shouldTakeABoxInsideAnotherForTheSameFace() {
    // Given
    Detection large = new Detection(new Box(0, 0, 200, 200), 0.9f);
    Detection inside = new Detection(new Box(60, 60, 80, 80), 0.8f);

    // When / Then
    assertThat(NonMaxSuppression.strongest(List.of(inside, large))).containsExactly(large);
  }

  @Test
  void shouldKeepNeighboursThatTouch() {
    // Given
    Detection left = new Detection(new Box(0, 0, 100, 100), 0.9f);
    Detection right = new Detection(new Box(80, 0, 100, 100), 0.8f);

    // When / Then
    assertThat(NonMaxSuppression.strongest(List.of(left, right))).containsExactly(left, right);
  }
}
