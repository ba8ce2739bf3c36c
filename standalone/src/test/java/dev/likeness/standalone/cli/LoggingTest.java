package dev.likeness.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

final class LoggingTest {
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream console = new ByteArrayOutputStream();

  @TempDir private Path data;

  @AfterEach
  void restore() throws JoranException {
    System.setErr(err);
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    new ContextInitializer(context).autoConfig();
  }

  @Test
  void shouldShowTheReaderWhatConcernsThemAndKeepTheRest() throws IOException {
    // Given
    System.setErr(new PrintStream(console, true, StandardCharsets.UTF_8));
    Logging.toConsoleAndFile(data);

    // When
    log();

    // Then
    assertThat(console.toString(StandardCharsets.UTF_8).lines().map(line -> line.substring(9)))
        .containsExactly(
            "INFO  Own - of Likeness",
            "WARN  Other - a warning of another",
            "ERROR Fetcher - an error of Kafka");
    assertThat(file())
        .contains("of Likeness", "a notice of another", "a warning of another")
        .contains("a warning of Kafka", "an error of Kafka", "a failed start")
        .doesNotContain("too much");
  }

  @Test
  void shouldKeepEverythingFromTheConsoleIfToldSo() throws IOException {
    // Given
    System.setErr(new PrintStream(console, true, StandardCharsets.UTF_8));
    Logging.toFile(data);

    // When
    log();

    // Then
    assertThat(console.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(file()).contains("of Likeness", "an error of Kafka");
  }

  private static void log() {
    LoggerFactory.getLogger("dev.likeness.some.Own").info("of Likeness");
    LoggerFactory.getLogger("com.example.Other").info("a notice of another");
    LoggerFactory.getLogger("com.example.Other").warn("a warning of another");
    LoggerFactory.getLogger("org.apache.kafka.clients.NetworkClient").warn("too much");
    LoggerFactory.getLogger("org.apache.kafka.clients.Fetcher").warn("a warning of Kafka");
    LoggerFactory.getLogger("org.apache.kafka.clients.Fetcher").error("an error of Kafka");
    LoggerFactory.getLogger("org.springframework.boot.SpringApplication").error("a failed start");
  }

  private String file() throws IOException {
    return Files.readString(data.resolve("logs").resolve("likeness.log"));
  }
}
