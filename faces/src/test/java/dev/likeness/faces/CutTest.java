package dev.likeness.faces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CutTest {
  private final Cut cut = new Cut(100, 200, 2, 4_000, 3_000);

  @Test
  void shouldBringPlacesToThePhotoAsSentAndBack() {
    // Given
    Box stored = new Box(10, 20, 30, 40);
    Point point = new Point(1, 2);

    // Then
    assertThat(cut.sent(stored)).isEqualTo(new Box(120, 240, 60, 80));
    assertThat(cut.stored(cut.sent(stored))).isEqualTo(stored);
    assertThat(cut.sent(new Landmarks(point, point, point, point, point)).nose())
        .isEqualTo(new Point(102, 204));
  }

  @Test
  void shouldReadTheFormItWrites() {
    assertThat(cut.text()).isEqualTo("100,200,2,4000,3000");
    assertThat(Cut.parse(cut.text())).isEqualTo(cut);
    assertThat(Cut.parse(Cut.none(5, 7).text())).isEqualTo(new Cut(0, 0, 1, 5, 7));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1,2,3", "0,0,0,10,10", "0,0,1,0,10", "0,0,NaN,10,10", "0,0,1,10,10,1", "a"})
  void shouldRefuseOtherForms(String text) {
    assertThatThrownBy(() -> Cut.parse(text))
        .isInstanceOf(InvalidBoxException.class)
        .hasMessageStartingWith("cut is '" + text + "', expected x,y,scale,width,height");
  }
}
