package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line, run as its users run it. */
final class StandaloneIT {
  private static final int DONE = 0;
  private static final int NO = 1;
  private static final int NOT_DONE = 2;
  private static final int INTERRUPTED = 130;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path directory;
  private final String port = Integer.toString(Deployment.freePort());
  private final String kafkaPort = Integer.toString(Deployment.freePort());
  private final String url = "http://127.0.0.1:" + port;

  @Test
  void shouldGoOnWhereItWasAfterCtrlC() throws Exception {
    // Given
    Path photo = Files.write(directory.resolve("ada.jpg"), People.portrait(0, 0));
    Path again = Files.write(directory.resolve("again.jpg"), People.portrait(0, 90));
    Path other = Files.write(directory.resolve("other.jpg"), People.portrait(1, 0));
    try (Command first = up("data")) {
      first.awaitOutput("Ctrl-C stops it");
      Command enroll = run("enroll", "--url", url, "--subject", "ada", photo.toString());
      assertThat(enroll.exitCode()).as(enroll.output()).isEqualTo(DONE);

      // When
      first.interrupt();

      // Then
      assertThat(first.exitCode()).isEqualTo(INTERRUPTED);
      assertThat(first.output()).contains("everything is kept").doesNotContain("Exception");
    }
    try (Command second = up("data")) {
      second.awaitOutput("Ctrl-C stops it");
      assertThat(run("verify", "--url", url, "--subject", "ada", again.toString()).exitCode())
          .isEqualTo(DONE);
      Command found = run("find", "--url", url, again.toString());
      assertThat(found.exitCode()).isEqualTo(DONE);
      assertThat(found.output()).contains("ada/");
      Command unknown = run("find", "--url", url, other.toString());
      assertThat(unknown.exitCode()).isEqualTo(NO);
      assertThat(unknown.output()).contains("unknown");
      assertThat(run("forget", "--url", url, "default/ada").exitCode()).isEqualTo(DONE);
      assertThat(run("find", "--url", url, again.toString()).exitCode()).isEqualTo(NOT_DONE);
    }
  }

  @Test
  void shouldStartFromTheScriptAndStopOnCtrlC() {
    // Given
    try (Command first = script("--partitions", "2")) {
      first.awaitOutput("Ctrl-C stops it");

      // When
      first.interrupt();

      // Then
      assertThat(first.exitCode()).as(first.output()).isEqualTo(INTERRUPTED);
      assertThat(first.output()).contains("everything is kept").doesNotContain("WARN", "[error]");
    }
    try (Command second = script("--json")) {
      second.awaitOutput("readyAfterSeconds");
      second.interrupt();
      assertThat(second.exitCode()).as(second.output()).isEqualTo(INTERRUPTED);
      assertThat(second.output())
          .contains("{\"http\":\"" + url + "\",\"kafka\":\"127.0.0.1:" + kafkaPort + "\"")
          .doesNotContain("rehearsing", "[error]");
    }
  }

  @Test
  void shouldSayThatTheDiskIsFullAndGoOnOnceThereIsSpace() throws Exception {
    // Given
    Path disk = Files.createDirectory(directory.resolve("disk"));
    assumeThat(exitCode("mount", "-t", "tmpfs", "-o", "size=160m", "tmpfs", disk.toString()))
        .as("may not mount")
        .isZero();
    try {
      Path photo = Files.write(directory.resolve("ada.jpg"), People.portrait(0, 0));
      Path data = disk.resolve("data");
      try (Command first = up(data.toString())) {
        first.awaitOutput("Ctrl-C stops it");
        assertThat(run("enroll", "--url", url, "--subject", "ada", photo.toString()).exitCode())
            .isEqualTo(DONE);

        // When
        Path filling = disk.resolve("filling");
        exitCode("dd", "if=/dev/zero", "of=" + filling, "bs=1M");
        Command refused =
            run("enroll", "--url", url, "--patience", "1", "--subject", "grace", photo.toString());

        // Then
        assertThat(refused.exitCode()).as(refused.output()).isNotEqualTo(DONE);
        assertThat(first.exitCode()).isNotEqualTo(DONE);
        assertThat(first.output())
            .contains("its disk is full or failing: check " + data)
            .doesNotContain("\tat ");
        Files.delete(filling);
      }
      try (Command second = up(data.toString())) {
        second.awaitOutput("Ctrl-C stops it");
        Command found = run("find", "--url", url, photo.toString());
        assertThat(found.exitCode()).as(found.output()).isEqualTo(DONE);
        assertThat(found.output()).contains("ada/");
        assertThat(run("enroll", "--url", url, "--subject", "grace", photo.toString()).exitCode())
            .isEqualTo(DONE);
      }
    } finally {
      exitCode("umount", "-l", disk.toString());
    }
  }

  private static int exitCode(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  @Test
  void shouldRejectThePhotoThatKillsTheWholeProcessTwiceAndItsTrial() throws Exception {
    // Given
    Path state = directory.resolve("data").resolve("state");
    Set<Path> dead = new HashSet<>();
    RecordMetadata poison;
    try (Command first = up("data");
        Log log = new Log("127.0.0.1:" + kafkaPort)) {
      first.awaitOutput("Ctrl-C stops it");
      poison = log.publish(Topics.ENROLLMENTS, "default/mallory/1", SlowPhoto.png());

      // When
      dead.add(SlowPhoto.awaitInHand(state, poison, dead));
      first.kill();
    }
    try (Command second = up("data")) {
      dead.add(SlowPhoto.awaitInHand(state, poison, dead));
      second.kill();
    }
    try (Command third = up("data")) {
      await("a trial").atMost(PATIENCE).until(() -> !third.jvms().isEmpty());
      third.jvms().forEach(ProcessHandle::destroyForcibly);

      // Then
      third.awaitOutput("Ctrl-C stops it");
      HttpRequest face =
          HttpRequest.newBuilder(URI.create(url + "/v1/galleries/default/subjects/mallory/faces/1"))
              .build();
      try (HttpClient http = HttpClient.newHttpClient()) {
        await()
            .atMost(PATIENCE)
            .untilAsserted(() ->
                assertThat(http.send(face, HttpResponse.BodyHandlers.ofString()).body())
                    .contains("CRASHED_WORKER"));
      }
      Path photo = Files.write(directory.resolve("ada.jpg"), People.portrait(0, 0));
      Command enroll = run("enroll", "--url", url, "--subject", "ada", photo.toString());
      assertThat(enroll.exitCode()).as(enroll.output()).isEqualTo(DONE);
      assertThat(third.isAlive()).isTrue();
    }
  }

  @Test
  void shouldSayWhoHoldsTheDataDirectory() {
    try (Command first = up("data")) {
      first.awaitOutput("Ctrl-C stops it");

      // When
      Command second =
          Command.start(
              directory,
              "up",
              "--data",
              "data",
              "--port",
              Integer.toString(Deployment.freePort()),
              "--kafka-port",
              Integer.toString(Deployment.freePort()));

      // Then
      assertThat(second.exitCode()).isEqualTo(NOT_DONE);
      assertThat(second.output())
          .contains("is in use by another likeness (pid ")
          .contains("pass --data with another directory");
      assertThat(second.output().lines().filter(line -> !line.startsWith("WARNING"))).hasSize(1);
    }
  }

  @Test
  void shouldSayThatTheDataDirectoryCannotBeWritten() {
    assumeThat(Path.of("/proc/self")).exists();

    // When
    Command up = up("/proc/likeness");

    // Then
    assertThat(up.exitCode()).isEqualTo(NOT_DONE);
    assertThat(up.output())
        .contains("data directory /proc/likeness cannot be written")
        .contains("pass --data with another directory")
        .doesNotContain("\tat ");
  }

  @Test
  void shouldSayWhichPortIsTaken() throws IOException {
    // Given
    try (ServerSocket _ =
        new ServerSocket(Integer.parseInt(port), 1, InetAddress.getByName("127.0.0.1"))) {

      // When
      Command http = up("http");
      Command kafka =
          Command.start(
              directory,
              "up",
              "--data",
              "kafka",
              "--kafka-port",
              port,
              "--port",
              Integer.toString(Deployment.freePort()));

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
    Command demo = run("demo");

    // Then
    assertThat(demo.exitCode()).as(demo.output()).isEqualTo(DONE);
    assertThat(demo.output())
        .contains("best other")
        .contains("unknown: ok")
        .contains("gone: ok")
        .doesNotContain("WRONG");
  }

  private Command up(String data) {
    return Command.start(
        directory, "up", "--data", data, "--port", port, "--kafka-port", kafkaPort);
  }

  private Command script(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("up", "--data", "data", "--port", port, "--kafka-port", kafkaPort));
    arguments.addAll(List.of(more));
    return Command.script(directory, arguments.toArray(String[]::new));
  }

  private Command run(String... arguments) {
    return Command.start(directory, arguments);
  }
}
