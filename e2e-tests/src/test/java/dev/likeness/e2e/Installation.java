package dev.likeness.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A Likeness in one process, on ports of its own, and the commands its users ask it with. */
final class Installation {
  private static final Pattern HTTP = Pattern.compile("https?://[0-9.]+:[0-9]+");

  private final Path directory;
  private final String port;
  private final String kafkaPort;
  private final Map<String, String> environment = new HashMap<>();
  private @Nullable Command last;
  private @Nullable Path lastData;

  /**
   * On ports that it chooses itself.
   *
   * @param directory where it is started, and its output kept
   */
  Installation(Path directory) {
    this(directory, "0", "0");
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
  Command up(Path data, String... more) {
    return remembered(Command.start(directory, environment, joined(upArguments(data), more)), data);
  }

  /** Starts it and waits until it is ready. */
  Command upAndReady(Path data, String... more) {
    Command up = up(data, more);
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
    return remembered(Command.script(directory, joined(upArguments(data), more)), data);
  }

  private String[] upArguments(Path data) {
    return new String[] {
      "up", "--data", data.toString(), "--port", port, "--kafka-port", kafkaPort
    };
  }

  private static String[] joined(String[] arguments, String... more) {
    return Stream.of(arguments, more).flatMap(Stream::of).toArray(String[]::new);
  }

  private Command remembered(Command command, Path data) {
    last = command;
    lastData = data;
    return command;
  }

  /** Asks it by a command, in this process. */
  Answered ask(String... arguments) {
    return Answered.to(joined(arguments, "--url", url()));
  }

  /** Asks it by a command that is a process of its own. */
  Command askByProcess(String... arguments) {
    return Command.start(directory, joined(arguments, "--url", url()));
  }

  /** Where it answers, as it has said when it was ready. */
  String url() {
    Matcher said = HTTP.matcher(Objects.requireNonNull(last, "nothing was started").output());
    if (!said.find()) {
      throw new IllegalStateException("it has not said yet where it answers");
    }
    return said.group();
  }

  /** Where Kafka clients connect. */
  String bootstrap() {
    Path file = Objects.requireNonNull(lastData, "nothing was started").resolve("kafka-port");
    try {
      return "127.0.0.1:" + Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
