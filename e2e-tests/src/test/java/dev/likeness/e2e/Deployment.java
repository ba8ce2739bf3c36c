package dev.likeness.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A broker and the services, each a process, over one scratch directory. A second search service
 * and a second worker share the work where a test starts them.
 */
final class Deployment implements AutoCloseable {
  /** What runs. */
  enum Part {
    BROKER("standalone"),
    INGEST("ingest-service"),
    WORKER("embed-worker"),
    SEARCH("search-service"),
    SECOND_WORKER("embed-worker"),
    SECOND_SEARCH("search-service");

    /** One of each: what {@link #startAll} starts. */
    static final List<Part> ONE_OF_EACH = List.of(BROKER, INGEST, WORKER, SEARCH);

    private final String module;

    Part(String module) {
      this.module = module;
    }
  }

  private final Path directory;
  private final Map<Part, Integer> ports = new EnumMap<>(Part.class);
  private final Map<Part, Integer> peerPorts = new EnumMap<>(Part.class);
  private final Map<Part, List<String>> options = new EnumMap<>(Part.class);
  private final Map<Part, Process> running = new EnumMap<>(Part.class);

  Deployment(Path directory) {
    this.directory = directory;
    for (Part part : Part.values()) {
      ports.put(part, freePort());
      peerPorts.put(part, freePort());
    }
  }

  /** Starts one of each part; the services wait for the broker by themselves. */
  Deployment startAll() {
    Part.ONE_OF_EACH.forEach(this::start);
    return this;
  }

  /** Gives a part options to be started with from now on. */
  Deployment with(Part part, String... more) {
    options.computeIfAbsent(part, _ -> new ArrayList<>()).addAll(List.of(more));
    return this;
  }

  /** Lets the search services share the partitions. */
  Deployment shared() {
    for (Part part : List.of(Part.SEARCH, Part.SECOND_SEARCH)) {
      with(
          part,
          "--likeness.search.peer-host=127.0.0.1",
          "--likeness.search.peer-port=" + peerPorts.get(part));
    }
    return this;
  }

  void start(Part part) {
    List<String> command = new ArrayList<>(java(part.module));
    if (part == Part.BROKER) {
      command.addAll(
          List.of(
              "broker",
              "--data",
              directory.resolve("broker").toString(),
              "--kafka-port",
              Integer.toString(ports.get(part))));
    } else {
      command.addAll(
          List.of(
              "--server.port=" + ports.get(part),
              "--spring.kafka.bootstrap-servers=" + bootstrap(),
              "--likeness.state-directory=" + state(part)));
      command.addAll(options.getOrDefault(part, List.of()));
    }
    try {
      Files.createDirectories(directory);
      running.put(
          part,
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log(part).toFile()))
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends a part as kill -9 does. */
  void kill(Part part) {
    Process process = running.remove(part);
    process.destroyForcibly();
    await(process);
  }

  /** Ends a part as Ctrl-C does, and gives its exit code. */
  int stop(Part part) {
    Process process = running.remove(part);
    process.destroy();
    await(process);
    return process.exitValue();
  }

  private static void await(Process process) {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("process " + process.pid() + " did not end within 60 s");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  boolean isAlive(Part part) {
    Process process = running.get(part);
    return process != null && process.isAlive();
  }

  /** The JVMs a part has started and that still run. */
  List<ProcessHandle> jvms(Part part) {
    return jvms(running.get(part));
  }

  /** The JVMs among the children of a process; a child is something else before it is one. */
  static List<ProcessHandle> jvms(Process process) {
    return process
        .children()
        .filter(child -> child.info().command().filter(c -> c.endsWith("/java")).isPresent())
        .toList();
  }

  URI http(Part part) {
    return URI.create("http://127.0.0.1:" + ports.get(part));
  }

  String bootstrap() {
    return "127.0.0.1:" + ports.get(Part.BROKER);
  }

  /** Everything a part has printed. */
  String output(Part part) {
    try {
      return Files.exists(log(part)) ? Files.readString(log(part)) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path log(Part part) {
    return directory.resolve(part + ".log");
  }

  /** Where a service keeps what can be replayed. */
  Path state(Part part) {
    return directory.resolve("state-" + part);
  }

  /** The command that runs a module's jar. */
  static List<String> java(String module) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(System.getProperty("likeness.jvm.args").split(" ")));
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-jar", jar(module).toString()));
    return command;
  }

  private static Path jar(String module) {
    return Path.of(
        System.getProperty("likeness.root"),
        module,
        "target",
        module + "-" + System.getProperty("likeness.version") + "-exec.jar");
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    for (Part part : List.of(Part.values()).reversed()) {
      if (running.containsKey(part)) {
        kill(part);
      }
    }
  }
}
