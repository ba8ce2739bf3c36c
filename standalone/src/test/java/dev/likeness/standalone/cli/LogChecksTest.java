package dev.likeness.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.client.Health;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LogChecksTest {
  @Test
  void shouldTellWhatHealthSaysCannotBeRead() {
    // Given
    Health health =
        ofLog(
            Map.of("unreadable", List.of("likeness.enrollments-2 cannot be read from offset 17")));

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
    assertThat(LogChecks.unreadable(ofLog(Map.of()))).isEmpty();
    assertThat(LogChecks.unreadable(new Health("UP", null, null))).isEmpty();
  }

  private static Health ofLog(Map<String, Object> details) {
    return new Health("OUT_OF_SERVICE", Map.of("log", new Health("UP", null, details)), null);
  }
}
