package dev.likeness.faces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SourceTest {
  @Test
  void shouldReadBackWhatItWrites() {
    assertThat(Source.parse("3:1042")).isEqualTo(new Source(3, 1042)).hasToString("3:1042");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "3", ":7", "a:7", "3:", "3:x", "3:1:2"})
  void shouldRefuseOtherForms(String text) {
    assertThatThrownBy(() -> Source.parse(text))
        .hasMessage("position '" + text + "' is not of the form partition:offset, such as 3:1042");
  }

  @Test
  void shouldRefuseNegativeNumbers() {
    assertThatThrownBy(() -> new Source(-1, 0)).hasMessageContaining("partition -1");
    assertThatThrownBy(() -> new Source(0, -1)).hasMessageContaining("offset -1");
  }
}
