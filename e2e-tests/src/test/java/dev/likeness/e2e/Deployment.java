package dev.likeness.e2e;

import dev.likeness.broker.BrokerSettings;
import dev.likeness.broker.Ports;
import dev.likeness.e2e.Program.Compilers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A broker and the services, each a process, over one scratch directory. A second search service
 * and a second worker share the work where a test starts them.
 */
final class Deployment implements AutoCloseable {
  /** What runs. */
  enum Part {
    BROKER("standalone", Compilers.FIRST),
    INGEST("ingest-service", Compilers.FIRST),
    WORKER("embed-worker", Compilers.FIRST),
    SEARCH("search-service", Compilers.BOTH),
    SECOND_WORKER("embed-worker", Compilers.FIRST),
    SECOND_SEARCH("search-service", Compilers.BOTH),
    GATEWAY("gateway", Compilers.FIRST),
    SECOND_GATEWAY("gateway", Compilers.FIRST);

    /** One of each: what {@link #startAll} starts. */
    static final List<Part> ONE_OF_EACH = List.of(BROKER, INGEST, WORKER, SEARCH);

    private final String module;
    private final Compilers compilers;

    Part(String module, Compilers compilers) {
      this.module = module;
      this.compilers = compilers;
    }
  }

  private static final Duration LOOK = Duration.ofMillis(20);
  private static final Duration PATIENCE = Patience.LONG;
  private static final Pattern LISTENING =
      Pattern.compile("Tomcat started on ports? (\\d+) \\((https?)\\)");

  private final Path directory;
  private final Map<Part, Integer> peerPorts = new EnumMap<>(Part.class);
  private final Map<Part, List<String>> options = new EnumMap<>(Part.class);
  private final AtomicInteger starts = new AtomicInteger();
  private final Map<Part, Running> running = new ConcurrentHashMap<>();

  /** A process, and what it has printed since it was started. */
  private static final class Running {
    private final Process process;
    private final Path log;
    private volatile @Nullable URI address;

    private Running(Process process, Path log) {
      this.process = process;
      this.log = log;
    }

    private Process process() {
      return process;
    }

    private String output() {
      try {
        return Files.readString(log);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private URI address() {
      URI known = address;
      for (int i = 0; known == null; i++) {
        Matcher said = LISTENING.matcher(output());
        if (said.find()) {
          known = URI.create(said.group(2) + "://127.0.0.1:" + said.group(1));
          address = known;
        } else if (!process.isAlive() || i * LOOK.toMillis() > PATIENCE.toMillis()) {
          throw new IllegalStateException("it does not say where it listens: " + output());
        } else {
          LockSupport.parkNanos(LOOK.toNanos());
        }
      }
      return known;
    }
  }

  Deployment(Path directory) {
    this.directory = directory;
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
      peerPorts.put(part, Ports.choose(BrokerSettings.LOCAL));
      with(
          part,
          "--likeness.search.peer-host=127.0.0.1",
          "--likeness.search.peer-port=" + peerPorts.get(part));
    }
    return this;
  }

  void start(Part part) {
    List<String> command = new ArrayList<>(Program.command(part.module, part.compilers));
    if (part == Part.BROKER) {
      command.addAll(List.of("broker", "--data", brokerData().toString(), "--kafka-port", "0"));
    } else if (part.module.equals("gateway")) {
      command.addAll(
          List.of(
              "--server.port=0",
              "--likeness.gateway.ingest-service=" + http(Part.INGEST),
              "--likeness.gateway.embed-worker=" + http(Part.WORKER),
              "--likeness.gateway.search-service=" + http(Part.SEARCH)));
      command.addAll(options.getOrDefault(part, List.of()));
    } else {
      command.addAll(
          List.of(
              "--server.port=0",
              "--spring.kafka.bootstrap-servers=" + bootstrap(),
              "--likeness.state-directory=" + state(part)));
      command.addAll(options.getOrDefault(part, List.of()));
    }
    try {
      Files.createDirectories(directory);
      Path log = directory.resolve(part + "-" + starts.incrementAndGet() + ".log");
      Process process =
          Program.started(
              new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()));
      running.put(part, new Running(process, log));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends a part as kill -9 does. */
  void kill(Part part) {
    Process process = running.remove(part).process();
    process.destroyForcibly();
    await(process);
  }

  /** Ends a part as Ctrl-C does, and gives its exit code. */
  int stop(Part part) {
    Process process = running.remove(part).process();
    process.destroy();
    await(process);
    return process.exitValue();
  }

  private static void await(Process process) {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("process " + process.pid() + " did not end within " + PATIENCE);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  boolean isAlive(Part part) {
    Running one = running.get(part);
    return one != null && one.process().isAlive();
  }

  /** How much memory a part has that is not swapped out, in MiB, as Linux says. */
  long residentMib(Part part) {
    Path status = Path.of("/proc", Long.toString(running.get(part).process().pid()), "status");
    try (Stream<String> lines = Files.lines(status)) {
      return lines
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .sum()
          >> 10;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The JVMs a part has started and that still run. */
  List<ProcessHandle> jvms(Part part) {
    return jvms(running.get(part).process());
  }

  /** The JVMs among the children of a process; a child is something else before it is one. */
  static List<ProcessHandle> jvms(Process process) {
    return process
        .children()
        .filter(child -> child.info().command().filter(c -> c.endsWith("/java")).isPresent())
        .toList();
  }

  /**
   * Where a part answers: what it says itself, once it listens.
   *
   * @throws IllegalStateException if it does not run, or does not listen in time
   */
  URI http(Part part) {
    Running one = running.get(part);
    if (one == null) {
      throw new IllegalStateException(part + " does not run");
    }
    return one.address();
  }

  /** Where Kafka clients connect: what the broker has kept, from the moment it chose its port. */
  String bootstrap() {
    Path file = directory.resolve("broker").resolve("kafka-port");
    return Awaitility.await("the broker's port in " + file)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> "127.0.0.1:" + Files.readString(file).strip(), at -> at.matches(".*:\\d+"));
  }

  /** What a part has printed since it was started last; nothing if it does not run. */
  String output(Part part) {
    Running one = running.get(part);
    return one == null ? "" : one.output();
  }

  /** Where the broker keeps its log. */
  Path brokerData() {
    return directory.resolve("broker");
  }

  /** Where a service keeps what can be replayed. */
  Path state(Part part) {
    return directory.resolve("state-" + part);
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
