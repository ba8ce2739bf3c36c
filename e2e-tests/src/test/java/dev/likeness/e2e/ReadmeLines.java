package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The lines of the README that ask over HTTP, as they are written. */
final class ReadmeLines {
  private static final Path README = Path.of(System.getProperty("likeness.root"), "README.md");
  private static final String FENCE = "```";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private ReadmeLines() {}

  /** The lines of its shell blocks that are of curl. */
  static List<String> ofCurl() throws IOException {
    List<String> lines = new ArrayList<>();
    boolean shell = false;
    for (String line : Files.readAllLines(README)) {
      if (line.startsWith(FENCE)) {
        shell = !shell && line.equals(FENCE);
      } else if (shell && line.startsWith("curl ")) {
        lines.add(line);
      }
    }
    return lines;
  }

  /**
   * Runs each in turn until it is answered with success, which takes as long as the index needs to
   * know of the line before.
   *
   * @param directory where the photos are put that the lines name
   * @param likeness where localhost:8080 leads
   */
  static void run(Path directory, URI likeness) throws IOException {
    Tool.require("curl", "curl", "--version");
    List<String> lines = ofCurl();
    assertThat(lines).hasSizeGreaterThan(4);
    for (String photo : List.of("ada.jpg", "probe.jpg", "one.jpg", "two.jpg")) {
      Files.write(directory.resolve(photo), People.portrait(0, photo.equals("ada.jpg") ? 0 : 60));
    }
    Files.writeString(
        directory.resolve(".curlrc"),
        "connect-to = \"localhost:8080:127.0.0.1:%d\"%nwrite-out = \"\\n%%{http_code}\"%nsilent%n"
            .formatted(likeness.getPort()));
    for (String line : lines) {
      await(line)
          .atMost(PATIENCE)
          .untilAsserted(() -> {
            Tool curl = Tool.run(directory, "env", "CURL_HOME=" + directory, "bash", "-c", line);
            assertThat(curl.exitCode()).as(curl.output()).isZero();
            assertThat(curl.output()).as(line).matches("(?s).*\n2[0-9][0-9]");
          });
    }
  }
}
