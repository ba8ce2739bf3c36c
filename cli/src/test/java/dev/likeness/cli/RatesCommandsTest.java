package dev.likeness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.cli.FakeLikeness.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RatesCommandsTest {
  private static final String PATH = "/v1/admin/rates";
  private static final String STAFF =
      "{\"gallery\":\"all staff\",\"fmr\":0.001,\"fpir\":1.0E-5,\"own\":{\"fpir\":1.0E-5}}";

  private final FakeLikeness likeness = new FakeLikeness();

  @AfterEach
  void stop() {
    likeness.close();
  }

  @Test
  void shouldSetTheRatesOfAGallery() {
    // Given
    likeness.on("PUT " + PATH + "/all%20staff", Answer.json(200, STAFF));

    // When
    Run run = Run.of("rates", "set", "all staff", "--fpir", "1e-5", "--url", likeness.url());

    // Then
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().strip())
        .isEqualTo("all staff: find fpir 1 in 100000, verify fmr 0.1 % (the server's)");
    assertThat(likeness.requests("PUT").getFirst().body()).isEqualTo("{\"fpir\":1.0E-5}");
  }

  @Test
  void shouldShowTheServersAndThoseOfAllGalleries() {
    // Given
    likeness.on(
        "GET " + PATH,
        Answer.json(200, "{\"fmr\":0.001,\"fpir\":0.01,\"galleries\":[" + STAFF + "]}"));

    // When
    Run run = Run.of("rates", "show", "--url", likeness.url());

    // Then
    assertThat(run.out().lines())
        .containsExactly(
            "the server: find fpir 1 %, verify fmr 0.1 %",
            "all staff: find fpir 1 in 100000, verify fmr 0.1 % (the server's)");
  }

  @Test
  void shouldRemoveTheRatesOfAGallery() {
    // Given
    likeness.on(
        "DELETE " + PATH + "/staff",
        Answer.json(200, "{\"gallery\":\"staff\",\"fmr\":0.001,\"fpir\":0.01,\"own\":{}}"));

    // When
    Run run = Run.of("rates", "remove", "staff", "--url", likeness.url());

    // Then
    assertThat(run.exitCode()).isZero();
    assertThat(run.out().strip())
        .isEqualTo("staff: find fpir 1 % (the server's), verify fmr 0.1 % (the server's)");
  }

  @Test
  void shouldRefuseToSetNothing() {
    // When
    Run run = Run.of("rates", "set", "staff", "--url", likeness.url());

    // Then
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("give --fpir, --fmr or both");
    assertThat(Run.of("rates").err()).contains("Missing required subcommand: set, show, remove");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 100 %",
    "0.04877, 4.88 %",
    "0.01, 1 %",
    "0.0001, 0.01 %",
    "0.00001, 1 in 100000",
    "4e-7, 1 in 2500000",
    "0, 0 %"
  })
  void shouldWriteRatesAsPeopleReadThem(double rate, String text) {
    assertThat(Rates.text(rate)).isEqualTo(text);
  }
}
