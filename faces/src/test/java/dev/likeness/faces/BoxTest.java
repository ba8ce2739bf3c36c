package dev.likeness.faces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BoxTest {
  @Test
  void shouldReadTheFormItWrites() {
    assertThat(Box.parse("10,20.5, 30,40")).isEqualTo(new Box(10, 20.5f, 30, 40));
    assertThat(Box.parse(new Box(-3, 0.25f, 30, 40).text())).isEqualTo(new Box(-3, 0.25f, 30, 40));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1,2,3",
        "1,2,3,4,5",
        "a,b,c,d",
        "1,2,0,4",
        "1,2,3,-4",
        "NaN,1,2,3",
        "1e3,1,2,3",
        "1;2;3;4"
      })
  void shouldRefuseOtherForms(String text) {
    assertThatThrownBy(() -> Box.parse(text))
        .isInstanceOf(InvalidBoxException.class)
        .hasMessage(
            "box is '"
                + text
                + "', expected x,y,width,height in pixels of the photo, such as 120,80,200,240");
  }

  @Test
  void shouldQuoteOnlyTheBeginningOfALongText() {
    assertThatThrownBy(() -> Box.parse("x".repeat(10_000) + "\n"))
        .hasMessageStartingWith("box is 'xxx")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
  }

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
