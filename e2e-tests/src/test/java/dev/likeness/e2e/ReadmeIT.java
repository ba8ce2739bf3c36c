package dev.likeness.e2e;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README says to type works as it is written. */
final class ReadmeIT {
  @Test
  void shouldAnswerItsLines(@TempDir Path directory) throws IOException {
    Installation likeness = new Installation(directory);
    try (Command _ = likeness.upAndReady(directory.resolve("data"))) {
      ReadmeLines.run(directory, URI.create(likeness.url()));
    }
  }
}
