package dev.likeness.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FormTest {
  private static Form form(String name, String value) {
    return new Form(Map.of(name, value), Map.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "0", "1001", "99999999999999999999", "five", "2.5", ""})
  void shouldNameFieldValueAndRangeOfABadNumber(String k) {
    assertThatThrownBy(() -> form("k", k).integer("k", 5, 1, 1000))
        .isInstanceOf(Problem.class)
        .hasMessage("field 'k' is '" + k + "', expected a whole number from 1 to 1000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "1.01", "-1.01", "high"})
  void shouldRefuseDecimalsOutsideTheRange(String threshold) {
    assertThatThrownBy(() -> form("threshold", threshold).decimal("threshold", -1, 1))
        .hasMessage("field 'threshold' is '" + threshold + "', expected a number from -1.0 to 1.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-0.1", "1.01", "NaN", "Infinity", "rare", ""})
  void shouldRefuseRatesThatAreNone(String fpir) {
    assertThatThrownBy(() -> form("fpir", fpir).rate("fpir"))
        .hasMessage("field 'fpir' is '" + fpir + "', expected a rate above 0 and at most 1");
  }

  @Test
  void shouldReadRatesAndFlags() {
    assertThat(form("fpir", "1e-7").rate("fpir")).hasValue(1e-7);
    assertThat(form("fpir", "1").rate("fpir")).hasValue(1);
    assertThat(form("fpir", "1").rate("fmr")).isEmpty();
    assertThat(form("candidates", "true").flag("candidates")).isTrue();
    assertThat(form("candidates", "false").flag("candidates")).isFalse();
    assertThat(form("candidates", "false").flag("other")).isFalse();
    assertThatThrownBy(() -> form("candidates", "yes").flag("candidates"))
        .hasMessage("field 'candidates' is 'yes', expected true or false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "PT61S", "-1s", ""})
  void shouldRefuseDurationsOutsideTheRange(String wait) {
    assertThatThrownBy(() -> form("wait", wait).duration("wait", Duration.ofMinutes(1)))
        .hasMessage(
            "field 'wait' is '" + wait + "', expected a duration from PT0S to PT1M, such as PT5S");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT5S", "5s", "5000ms"})
  void shouldReadDurationsInEitherForm(String wait) {
    assertThat(form("wait", wait).duration("wait", Duration.ofMinutes(1)))
        .contains(Duration.ofSeconds(5));
  }

  @Test
  void shouldUseTheDefaultWhereNothingWasGiven() {
    // Given
    Form empty = new Form(Map.of(), Map.of());

    // Then
    assertThat(empty.integer("k", 5, 1, 1000)).isEqualTo(5);
    assertThat(empty.decimal("threshold", -1, 1)).isEmpty();
    assertThat(empty.photo("photo")).isEmpty();
  }

  @Test
  void shouldNameAMissingPhoto() {
    assertThatThrownBy(() -> new Form(Map.of(), Map.of()).requiredPhoto("photo"))
        .hasMessageStartingWith("field 'photo' is missing");
  }

  @Test
  void shouldRefuseMisspeltFields() {
    assertThatThrownBy(() -> form("treshold", "0.5").allow("photo", "threshold"))
        .hasMessage("field 'treshold' is not known here, known are [photo, threshold]");
  }
}
