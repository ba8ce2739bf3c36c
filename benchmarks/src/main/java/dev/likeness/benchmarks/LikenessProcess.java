package dev.likeness.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Likeness as a process of its own, on free ports and a scratch directory. */
final class LikenessProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern READY = Pattern.compile("^\\{\"http\".*\\}$");
  private static final Pattern LISTENING = Pattern.compile("Tomcat started on ports? (\\d+)");
  private static final int KIB = 1024;

  private final Process process;
  private final URI http;
  private final String bootstrap;
  private final Duration toBroker;
  private final Duration toReady;

  private LikenessProcess(
      Process process, URI http, String bootstrap, Duration toBroker, Duration toReady) {
    this.process = process;
    this.http = http;
    this.bootstrap = bootstrap;
    this.toBroker = toBroker;
    this.toReady = toReady;
  }

  /**
   * Starts it and waits until it says it is ready.
   *
   * @param launcher the {@code likeness} script
   * @param data a directory for its data and its output; it may hold those of an earlier start
   */
  static LikenessProcess start(Path launcher, Path data) throws IOException, InterruptedException {
    return start(launcher, data, Map.of());
  }

  /** The same with settings of its services, by the names environment variables have. */
  static LikenessProcess start(Path launcher, Path data, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path output = data.resolve("output.txt");
    Path kept = Files.createDirectories(data).resolve("data");
    List<String> command =
        new ArrayList<>(
            List.of(
                launcher.toString(),
                "up",
                "--json",
                "--data",
                kept.toString(),
                "--port",
                "0",
                "--kafka-port",
                "0"));
    long start = System.nanoTime();
    Process process = run(command, environment, output);
    Duration toBroker = awaitBroker(process, kept.resolve("kafka-port"), output, start);
    JsonNode ready = JsonMapper.shared().readTree(awaitLine(process, READY, output));
    Duration toReady = Duration.ofNanos(System.nanoTime() - start);
    return new LikenessProcess(
        process,
        URI.create(ready.path("http").asString()),
        ready.path("kafka").asString(),
        toBroker,
        toReady);
  }

  /**
   * Starts a service of its own beside a standalone one, at its broker, and waits until it is
   * ready.
   *
   * @param service the name of the service, as the script knows it
   */
  static LikenessProcess beside(
      LikenessProcess standalone,
      String service,
      Path launcher,
      Path data,
      Map<String, String> environment)
      throws IOException, InterruptedException {
    Path output = Files.createDirectories(data).resolve("output.txt");
    long start = System.nanoTime();
    Process process =
        run(
            List.of(
                launcher.toString(),
                service,
                "--server.port=0",
                "--spring.kafka.bootstrap-servers=" + standalone.bootstrap(),
                "--likeness.state-directory=" + data.resolve("state")),
            environment,
            output);
    Matcher listening = LISTENING.matcher(awaitLine(process, LISTENING, output));
    if (!listening.find()) {
      throw new IOException("no port in the line " + listening);
    }
    URI http = URI.create("http://127.0.0.1:" + listening.group(1));
    return new LikenessProcess(
        process,
        http,
        standalone.bootstrap(),
        Duration.ZERO,
        awaitReady(process, http, output, start));
  }

  private static Process run(List<String> command, Map<String, String> environment, Path output)
      throws IOException {
    ProcessBuilder process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    process.environment().putAll(environment);
    return process.start();
  }

  /** A broker listens once it answers clients. */
  private static Duration awaitBroker(Process process, Path portFile, Path output, long start)
      throws IOException, InterruptedException {
    while (System.nanoTime() - start < PATIENCE.toNanos() && process.isAlive()) {
      try {
        int port = Integer.parseInt(Files.readString(portFile).strip());
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return Duration.ofNanos(System.nanoTime() - start);
      } catch (IOException | NumberFormatException e) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
    }
    process.destroyForcibly();
    throw new IOException("likeness has no broker: " + Files.readString(output));
  }

  /** The first line of its output that a pattern is found in. */
  private static String awaitLine(Process process, Pattern pattern, Path output)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (System.nanoTime() - start < PATIENCE.toNanos() && process.isAlive()) {
      Optional<String> line =
          Files.readString(output).lines().filter(pattern.asPredicate()).findFirst();
      if (line.isPresent()) {
        return line.get();
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
    process.destroyForcibly();
    throw new IOException("likeness does not say '" + pattern + "': " + Files.readString(output));
  }

  private static Duration awaitReady(Process process, URI http, Path output, long start)
      throws IOException, InterruptedException {
    HttpRequest question =
        HttpRequest.newBuilder(http.resolve("/actuator/health/readiness"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (System.nanoTime() - start < PATIENCE.toNanos()) {
        if (!process.isAlive()) {
          throw new IOException("likeness ended before it was ready: " + Files.readString(output));
        }
        try {
          if (client.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
            return Duration.ofNanos(System.nanoTime() - start);
          }
        } catch (IOException e) {
          // not listening yet
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
    process.destroyForcibly();
    throw new IOException("likeness was not ready within " + PATIENCE.toSeconds() + " s");
  }

  URI http() {
    return http;
  }

  String bootstrap() {
    return bootstrap;
  }

  /** From starting the script to a broker that listens. */
  Duration toBroker() {
    return toBroker;
  }

  /** From starting the script to ready. */
  Duration toReady() {
    return toReady;
  }

  /** What it occupies of memory now, in MiB (VmRSS of proc(5)); 0 where there is no procfs. */
  double residentMebibytes() {
    try {
      Path status = Path.of("/proc", Long.toString(process.pid()), "status");
      if (!Files.exists(status)) {
        return 0;
      }
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / KIB)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
