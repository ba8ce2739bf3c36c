package dev.likeness.e2e;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** A Likeness in one process, on ports of its own, and the commands its users ask it with. */
final class Installation {
  private final Path directory;
  private final String port;
  private final String kafkaPort;
  private final Map<String, String> environment = new HashMap<>();

  /**
   * @param directory where it is started, and its output kept
   */
  Installation(Path directory) {
    this(
        directory,
        Integer.toString(Deployment.freePort()),
        Integer.toString(Deployment.freePort()));
  }

  Installation(Path directory, String port, String kafkaPort) {
    this.directory = directory;
    this.port = port;
    this.kafkaPort = kafkaPort;
  }

  /** Gives it a variable to be started with from now on. */
  Installation with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Starts it. */
  Command up(Path data) {
    return Command.start(directory, environment, upArguments(data));
  }

  /** Starts it and waits until it is ready. */
  Command upAndReady(Path data) {
    Command up = up(data);
    try {
      up.awaitOutput("Ctrl-C stops it");
      return up;
    } catch (RuntimeException | AssertionError e) {
      up.close();
      throw e;
    }
  }

  /** The same through the script that users have; not waited for. */
  Command script(Path data, String... more) {
    return Command.script(directory, joined(upArguments(data), more));
  }

  private String[] upArguments(Path data) {
    return new String[] {
      "up", "--data", data.toString(), "--port", port, "--kafka-port", kafkaPort
    };
  }

  private static String[] joined(String[] arguments, String... more) {
    return Stream.of(arguments, more).flatMap(Stream::of).toArray(String[]::new);
  }

  /** Starts a command that asks it. */
  Command ask(String... arguments) {
    return Command.start(directory, joined(arguments, "--url", url()));
  }

  /** Where it answers. */
  String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Where Kafka clients connect. */
  String bootstrap() {
    return "127.0.0.1:" + kafkaPort;
  }
}
