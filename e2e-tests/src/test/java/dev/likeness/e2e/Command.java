package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A command of the command line that runs, or ran, as a process of its own. */
final class Command implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(8);
  private static final int SIGINT = 2;

  private final Process process;
  private final Path output;

  private Command(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Whether this process ignores SIGINT, as one does that a shell without job control runs in the
   * background. What it starts would ignore it too.
   */
  private static boolean ignoresInterrupts() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .map(line -> new BigInteger(line.substring("SigIgn:".length()).strip(), 16))
            .anyMatch(ignored -> ignored.testBit(SIGINT - 1));
  }

  /** Starts {@code likeness} with arguments; its output goes to a file in {@code directory}. */
  static Command start(Path directory, String... arguments) {
    return start(directory, Map.of(), arguments);
  }

  /** The same with variables in its environment. */
  static Command start(Path directory, Map<String, String> environment, String... arguments) {
    return start(
        Program.command("standalone", Program.Compilers.BOTH), directory, environment, arguments);
  }

  /** The same through the script that users have. */
  static Command script(Path directory, String... arguments) {
    Path script = Path.of(System.getProperty("likeness.root"), "likeness");
    return start(List.of(script.toString()), directory, Map.of(), arguments);
  }

  private static Command start(
      List<String> program, Path directory, Map<String, String> environment, String... arguments) {
    try {
      List<String> command = new ArrayList<>();
      if (ignoresInterrupts()) {
        command.addAll(List.of("env", "--default-signal=INT"));
      }
      command.addAll(program);
      command.addAll(List.of(arguments));
      Path output = Files.createTempFile(directory, arguments[0], ".out");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      return new Command(Program.started(builder), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it has printed {@code text}. */
  void awaitOutput(String text) {
    await(text)
        .atMost(PATIENCE)
        .until(() -> {
          assertThat(process.isAlive() || output().contains(text)).as(output()).isTrue();
          return output().contains(text);
        });
  }

  /** Waits for its end and gives its exit code. */
  int exitCode() {
    try {
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(output()).isTrue();
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Sends what Ctrl-C sends. */
  void interrupt() {
    try {
      assertThat(new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor())
          .isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Ends it as kill -9 does, and waits until it is gone. */
  void kill() {
    try {
      assertThat(process.destroyForcibly().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** The JVMs it has started and that still run. */
  List<ProcessHandle> jvms() {
    return Deployment.jvms(process);
  }

  /** What it has printed, without what the JVM says of its own options. */
  List<String> lines() {
    return output().lines().filter(line -> !line.startsWith("WARNING")).toList();
  }

  /** What it has answered, if it was asked for JSON. */
  JsonNode json() {
    return JsonMapper.shared().readTree(output().substring(output().indexOf('{')));
  }

  /** Everything it has printed. */
  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
