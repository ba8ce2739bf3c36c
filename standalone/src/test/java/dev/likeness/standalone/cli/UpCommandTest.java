package dev.likeness.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code up} refuses before it starts anything. */
final class UpCommandTest {
  @TempDir private Path directory;

  private Run up(Object... more) {
    Object[] words = new Object[more.length + 3];
    words[0] = "up";
    words[1] = "--data";
    words[2] = directory.resolve("data");
    System.arraycopy(more, 0, words, 3, more.length);
    return Run.of(words);
  }

  @Test
  void shouldNameTheWaysForABrokerThatOthersReach() {
    // When
    Run run = up("--kafka-bind", "0.0.0.0");

    // Then
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err())
        .contains("--kafka-bind is 0.0.0.0", "--tls-cert", "--tls-key", "loopback", "--insecure");
    assertThat(directory.resolve("data")).doesNotExist();
  }

  @Test
  void shouldSayThatThereIsNoCertificateOrNoKey() throws IOException {
    // Given
    Path nothing = Files.writeString(directory.resolve("nothing.pem"), "nothing\n");

    // When
    Run run = up("--kafka-bind", "0.0.0.0", "--tls-cert", nothing, "--tls-key", nothing);
    Run one = up("--kafka-bind", "0.0.0.0", "--tls-cert", nothing);

    // Then
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err()).contains("--tls-cert", "holds no certificate").doesNotContain("\tat ");
    assertThat(one.err()).contains("go together");
    assertThat(directory.resolve("data")).doesNotExist();
  }
}
