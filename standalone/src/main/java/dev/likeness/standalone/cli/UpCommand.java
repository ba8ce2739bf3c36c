package dev.likeness.standalone.cli;

import dev.likeness.standalone.Standalone;
import dev.likeness.standalone.StandaloneSettings;
import dev.likeness.standalone.broker.BrokerSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness up}: everything in this process, until it is told to stop. */
@Command(
    name = "up",
    description = "Run everything: a Kafka broker, the workers, the index and the HTTP API.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class UpCommand implements Callable<Integer> {
  private static final double MILLIS_PER_SECOND = 1e3;

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where everything is kept (default: ${DEFAULT-VALUE}).",
      defaultValue = "./data")
  private Path data;

  @Option(
      names = "--port",
      description = "Port of the HTTP API (default: ${DEFAULT-VALUE}).",
      defaultValue = "" + StandaloneSettings.DEFAULT_PORT)
  private int port;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description = "Address of the HTTP API, 0.0.0.0 for all (default: ${DEFAULT-VALUE}).",
      defaultValue = BrokerSettings.LOCAL)
  private String bind;

  @Option(
      names = "--kafka-port",
      description = "Port for Kafka clients on this machine (default: ${DEFAULT-VALUE}).",
      defaultValue = "" + BrokerSettings.DEFAULT_PORT)
  private int kafkaPort;

  @Option(
      names = "--partitions",
      description = "Partitions of a new enrollments topic (default: ${DEFAULT-VALUE}).",
      defaultValue = "" + StandaloneSettings.DEFAULT_PARTITIONS)
  private int partitions;

  @Override
  public Integer call() throws InterruptedException {
    StandaloneSettings settings;
    try {
      settings = new StandaloneSettings(data, bind, port, kafkaPort, partitions);
    } catch (IllegalArgumentException e) {
      throw new Failure(String.valueOf(e.getMessage()), e);
    }
    long start = System.nanoTime();
    Logging.toConsoleAndFile(settings.data());
    Standalone likeness = Standalone.start(settings);
    PrintWriter out = spec.commandLine().getOut();
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(() -> {
                  out.println("likeness is stopping…");
                  likeness.close();
                  out.println("likeness has stopped; its data is in " + settings.data());
                }));
    out.printf(
        Locale.ROOT,
        "likeness is ready after %.1f s%n  HTTP   %s  (try %s/swagger-ui)%n  Kafka  %s%n  data   %s%n"
            + "Ctrl-C stops it.%n",
        Duration.ofNanos(System.nanoTime() - start).toMillis() / MILLIS_PER_SECOND,
        likeness.http(),
        likeness.http(),
        likeness.bootstrap(),
        settings.data());
    likeness.awaitStopped();
    return ExitCode.OK;
  }
}
