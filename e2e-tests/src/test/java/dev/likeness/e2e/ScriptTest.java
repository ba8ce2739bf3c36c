package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The {@code likeness} script in a checkout whose Maven and JDK only write down what they do. */
final class ScriptTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final List<String> TOOLS =
      List.of(
          "awk", "bash", "cat", "dirname", "env", "find", "grep", "head", "mkdir", "mv", "perl",
          "rm", "sed", "sh", "touch", "tr");

  @TempDir private Path directory;
  private Path checkout;
  private Path tools;
  private Path caller;

  @BeforeEach
  void makeCheckout() throws IOException {
    checkout = Files.createDirectories(directory.resolve("a checkout"));
    tools = Files.createDirectory(directory.resolve("tools"));
    caller = Files.createDirectory(directory.resolve("caller"));
    Files.copy(Path.of("..", "likeness"), checkout.resolve("likeness"));
    Files.createDirectories(checkout.resolve("faces/src/test/java"));
    for (String tool : TOOLS) {
      lend(tool);
    }
    jdk("old", 17);
    jdk("new", 25);
    program(tools.resolve("java"), "echo '    java.home = " + directory.resolve("new") + "'");
    program(
        tools.resolve("mvn"),
        """
        echo "$@" >>maven
        [ ! -p gate ] || cat gate
        mkdir -p standalone/target/app
        touch standalone/target/app/likeness.jar
        """);
  }

  @Test
  void shouldBuildAndRunFromAnyDirectoryWithAJdkThatIsNewEnough() throws Exception {
    // When
    Run run = run("find", "a photo.jpg");

    // Then
    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output())
        .contains("new/bin/java @")
        .endsWith("-jar " + checkout + "/standalone/target/app/likeness.jar find a photo.jpg\n");
    assertThat(maven()).singleElement().asString().contains("-pl standalone -am package");
    assertThat(run("list").exitCode()).isZero();
    assertThat(maven()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldBuildOnceForTwoAtOnce(boolean flock) throws Exception {
    // Given
    if (flock) {
      lend("flock");
    }
    Path gate = checkout.resolve("gate");
    assertThat(new ProcessBuilder("mkfifo", gate.toString()).start().waitFor()).isZero();
    Run first = start("list");
    await().atMost(PATIENCE).until(() -> Files.exists(checkout.resolve("maven")));

    // When
    Run second = start("list");
    await().atMost(PATIENCE).until(() -> second.output().contains("waiting for another"));
    Files.writeString(gate, "go on");

    // Then
    assertThat(first.exitCode()).as(first.output()).isZero();
    assertThat(second.exitCode()).as(second.output()).isZero();
    assertThat(maven()).hasSize(1);
  }

  @Test
  void shouldBuildAgainAfterABuildThatWasKilled() throws Exception {
    // Given
    Path gate = checkout.resolve("gate");
    assertThat(new ProcessBuilder("mkfifo", gate.toString()).start().waitFor()).isZero();
    Run killed = start("list");
    await().atMost(PATIENCE).until(() -> Files.exists(checkout.resolve("maven")));
    killed.process.descendants().forEach(ProcessHandle::destroyForcibly);
    killed.process.destroyForcibly().waitFor();
    Files.delete(gate);

    // When
    Run next = run("list");

    // Then
    assertThat(next.exitCode()).as(next.output()).isZero();
    assertThat(maven()).hasSize(2);
  }

  @Test
  void shouldLeaveNothingOfARehearsalThatDiesAndStartWithoutIt() throws Exception {
    // When
    Run up = run("up");

    // Then
    assertThat(up.exitCode()).as(up.output()).isZero();
    assertThat(up.output())
        .contains("rehearsing a start")
        .doesNotContain("SharedArchiveFile")
        .endsWith("likeness.jar up\n");
    try (var left = Files.list(caller)) {
      assertThat(left).isEmpty();
    }
    assertThat(checkout.resolve("standalone/target/app/rehearsal")).doesNotExist();
    assertThat(run("up").output()).doesNotContain("rehearsing");
  }

  @Test
  void shouldSayThatMavenIsMissing() throws Exception {
    // Given
    Files.delete(tools.resolve("mvn"));

    // When
    Run run = run("list");

    // Then
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.output()).contains("'mvn' is not on PATH");
  }

  @Test
  void shouldCountTheTestsThatItRan() throws Exception {
    // Given
    Files.createFile(checkout.resolve("faces/src/test/java/FaceKeyTest.java"));
    program(
        tools.resolve("mvn"),
        """
        echo "$@" >>maven
        mkdir -p faces/target/surefire-reports
        echo '<testsuite name="a" tests="5" errors="0" skipped="1" failures="1"><properties/>' \
            >faces/target/surefire-reports/TEST-a.xml
        exit 1
        """);

    // When
    Run test = run("test", "FaceKeyTest", "-Dlikeness.seed=1");

    // Then
    assertThat(test.exitCode()).isEqualTo(1);
    assertThat(test.output()).endsWith("3 passed, 1 failed, 1 skipped\n");
    assertThat(maven())
        .singleElement()
        .asString()
        .contains("-pl faces -am")
        .contains("-Dtest=FaceKeyTest,!*IT")
        .endsWith("-Dlikeness.seed=1");
    assertThat(run("test", "NoSuchTest").output()).contains("no test class named NoSuchTest");
  }

  private void lend(String tool) throws IOException {
    Path there = Path.of("/usr/bin", tool);
    assumeTrue(Files.exists(there), () -> there + " is needed and not there");
    program(tools.resolve(tool), "exec " + there + " \"$@\"\n");
  }

  private void jdk(String name, int release) throws IOException {
    Path home = directory.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + release + ".0.1\"\n");
    program(home.resolve("bin").resolve("javac"), "");
    program(
        home.resolve("bin").resolve("java"),
        """
        case "$*" in *ArchiveClassesAtExit*) touch hs_err_pid1.log classes.jsa; exit 134 ;; esac
        echo "$0 $@"
        """);
  }

  private static void program(Path file, String script) throws IOException {
    Files.deleteIfExists(file);
    Files.writeString(file, "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** What each call of Maven was given. */
  private List<String> maven() throws IOException {
    return Files.readAllLines(checkout.resolve("maven"));
  }

  private Run run(String... arguments) throws Exception {
    Run run = start(arguments);
    run.exitCode();
    return run;
  }

  private Run start(String... arguments) throws IOException {
    Path output = Files.createTempFile(directory, "script", ".out");
    ProcessBuilder builder =
        new ProcessBuilder(checkout.resolve("likeness").toString())
            .directory(caller.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.command().addAll(List.of(arguments));
    builder.environment().clear();
    builder.environment().put("PATH", tools.toString());
    builder.environment().put("HOME", directory.toString());
    builder.environment().put("JAVA_HOME", directory.resolve("old").toString());
    return new Run(Program.started(builder), output);
  }

  /** The script as it runs, or ran. */
  private record Run(Process process, Path file) {
    int exitCode() throws InterruptedException {
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    }

    String output() throws IOException {
      return Files.readString(file);
    }
  }
}
