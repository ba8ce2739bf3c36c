package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.topics.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line, run as its users run it. */
@Order(4)
final class StandaloneIT {
  private static final int DONE = 0;
  private static final int NO = 1;
  private static final int NOT_DONE = 2;
  private static final int INTERRUPTED = 130;
  private static final Duration PATIENCE = Patience.LONG;

  @TempDir private Path directory;
  private Path data;
  private Installation likeness;

  @BeforeEach
  void install() {
    data = directory.resolve("data");
    likeness = new Installation(directory);
  }

  @Test
  void shouldGoOnWhereItWasAfterCtrlC() throws Exception {
    // Given
    Path photo = Files.write(directory.resolve("ada.jpg"), People.portrait(0, 0));
    Path again = Files.write(directory.resolve("again.jpg"), People.portrait(0, 90));
    Path other = Files.write(directory.resolve("other.jpg"), People.portrait(1, 0));
    try (Command first = likeness.upAndReady(data)) {
      Answered enroll = likeness.ask("enroll", "--subject", "ada", photo.toString());
      assertThat(enroll.exitCode()).as(enroll.output()).isEqualTo(DONE);

      // When
      first.interrupt();

      // Then
      assertThat(first.exitCode()).isEqualTo(INTERRUPTED);
      assertThat(first.output()).contains("everything is kept").doesNotContain("Exception");
    }
    try (Command second = likeness.upAndReady(data)) {
      assertThat(likeness.ask("verify", "--subject", "ada", again.toString()).exitCode())
          .isEqualTo(DONE);
      Answered found = likeness.ask("find", again.toString());
      assertThat(found.exitCode()).isEqualTo(DONE);
      assertThat(found.output()).contains("ada/");
      Answered unknown = likeness.ask("find", other.toString());
      assertThat(unknown.exitCode()).isEqualTo(NO);
      assertThat(unknown.output()).contains("unknown");
      assertThat(likeness.ask("forget", "default/ada").exitCode()).isEqualTo(DONE);
      assertThat(likeness.ask("find", again.toString()).exitCode()).isEqualTo(NOT_DONE);
    }
  }

  @Test
  void shouldRunACommandFromTheScript() {
    try (Command verify = Command.script(directory, "verify", "--help")) {
      assertThat(verify.exitCode()).as(verify.output()).isEqualTo(DONE);
      assertThat(verify.output()).contains("Usage: likeness verify");
    }
  }

  @Test
  @Tag("soak")
  void shouldStartFromTheScriptAndStopOnCtrlC() {
    // Given
    try (Command first = likeness.script(data, "--partitions", "2")) {
      first.awaitOutput("Ctrl-C stops it");

      // When
      first.interrupt();

      // Then
      assertThat(first.exitCode()).as(first.output()).isEqualTo(INTERRUPTED);
      assertThat(first.output()).contains("everything is kept").doesNotContain("WARN", "[error]");
    }
    try (Command second = likeness.script(data, "--json")) {
      second.awaitOutput("readyAfterSeconds");
      second.interrupt();
      assertThat(second.exitCode()).as(second.output()).isEqualTo(INTERRUPTED);
      assertThat(second.json().path("http").asString()).isEqualTo(likeness.url());
      assertThat(second.json().path("kafka").asString()).isEqualTo(likeness.bootstrap());
      assertThat(second.output()).doesNotContain("rehearsing", "[error]");
    }
  }

  @Test
  @Tag("soak")
  void shouldRejectThePhotoThatKillsTheWholeProcessAndItsTrial() throws Exception {
    // Given
    Path state = data.resolve("state");
    try (Command first = likeness.upAndReady(data);
        Log log = new Log(likeness.bootstrap())) {
      RecordMetadata poison = log.publish(Topics.ENROLLMENTS, "default/mallory/1", SlowPhoto.png());

      // When
      SlowPhoto.awaitInHand(state, poison, Set.of());
      first.kill();
    }
    try (Command second = likeness.up(data)) {
      await("a trial").atMost(PATIENCE).until(() -> !second.jvms().isEmpty());
      second.jvms().forEach(ProcessHandle::destroyForcibly);

      // Then
      second.awaitOutput("Ctrl-C stops it");
      HttpRequest face =
          HttpRequest.newBuilder(
                  URI.create(likeness.url() + "/v1/galleries/default/subjects/mallory/faces/1"))
              .build();
      try (HttpClient http = HttpClient.newHttpClient()) {
        await()
            .atMost(PATIENCE)
            .untilAsserted(() ->
                assertThat(http.send(face, HttpResponse.BodyHandlers.ofString()).body())
                    .contains("CRASHED_WORKER"));
      }
      Path photo = Files.write(directory.resolve("ada.jpg"), People.portrait(0, 0));
      Answered enroll = likeness.ask("enroll", "--subject", "ada", photo.toString());
      assertThat(enroll.exitCode()).as(enroll.output()).isEqualTo(DONE);
      assertThat(second.isAlive()).isTrue();
    }
  }

  @Test
  void shouldSayWhoHoldsTheDataDirectory() {
    try (Command _ = likeness.upAndReady(data)) {
      // When
      Command second = new Installation(directory).up(data);

      // Then
      assertThat(second.exitCode()).isEqualTo(NOT_DONE);
      assertThat(second.output())
          .contains("is in use by another likeness (pid ")
          .contains("pass --data with another directory");
      assertThat(second.lines()).hasSize(1);
    }
  }

  @Test
  void shouldSayWhichPortIsTaken() throws IOException {
    // Given
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = Integer.toString(taken.getLocalPort());
      String free = "0";

      // When
      Command http = new Installation(directory, port, free).up(directory.resolve("http"));
      Command kafka = new Installation(directory, free, port).up(directory.resolve("kafka"));

      // Then
      assertThat(http.exitCode()).isEqualTo(NOT_DONE);
      assertThat(http.output()).contains("port " + port).contains("pass --port");
      assertThat(kafka.exitCode()).isEqualTo(NOT_DONE);
      assertThat(kafka.output()).contains("port " + port).contains("pass --kafka-port");
    }
  }

  @Test
  void shouldAnswerEverythingRightInTheDemo() {
    // When
    Command demo = Command.start(directory, "demo");

    // Then
    assertThat(demo.exitCode()).as(demo.output()).isEqualTo(DONE);
    assertThat(demo.output())
        .contains("best other")
        .contains("unknown: ok")
        .contains("gone: ok")
        .doesNotContain("WRONG");
  }
}
