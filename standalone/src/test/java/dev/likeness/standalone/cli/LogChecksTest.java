package dev.likeness.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class LogChecksTest {
  @Test
  void shouldTellWhatHealthSaysCannotBeRead() {
    // Given
    JsonNode health =
        JsonMapper.shared()
            .readTree(
                """
                {"status": "OUT_OF_SERVICE", "components": {"log": {"status": "OUT_OF_SERVICE",
                 "details": {"unreadable": ["likeness.enrollments-2 cannot be read from offset 17"]}}}}
                """);

    // When, Then
    assertThat(LogChecks.unreadable(health))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.level()).isEqualTo(Finding.Level.FAIL);
          assertThat(finding.line()).contains("likeness.enrollments-2", "docs/operations.md");
        });
  }

  @Test
  void shouldTellNothingOfALogThatCanBeRead() {
    assertThat(
            LogChecks.unreadable(
                JsonMapper.shared().readTree("{\"components\": {\"log\": {\"details\": {}}}}")))
        .isEmpty();
    assertThat(LogChecks.unreadable(JsonMapper.shared().readTree("{\"status\": 401}"))).isEmpty();
  }
}
