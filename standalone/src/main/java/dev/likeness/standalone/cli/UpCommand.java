package dev.likeness.standalone.cli;

import dev.likeness.broker.BrokerSettings;
import dev.likeness.broker.DataDirectory;
import dev.likeness.standalone.Standalone;
import dev.likeness.standalone.StandaloneSettings;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code likeness up}: everything, until Ctrl-C. */
@Command(
    name = "up",
    description = "Run everything in one process, until Ctrl-C.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class UpCommand implements Callable<Integer> {
  private static final double NANOS = 1e9;

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where everything is kept (default: ${DEFAULT-VALUE}).",
      defaultValue = "./data")
  private Path data;

  @Option(
      names = "--port",
      description = "Port for HTTP, 0 for any that is free (default: ${DEFAULT-VALUE}).",
      defaultValue = "" + StandaloneSettings.DEFAULT_PORT)
  private int port;

  @Option(
      names = "--kafka-port",
      description = {
        "Port for Kafka clients, 0 for that of the last start on the same data or any that is free",
        "(default: ${DEFAULT-VALUE})."
      },
      defaultValue = "" + BrokerSettings.DEFAULT_PORT)
  private int kafkaPort;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description = "Address to listen on, 0.0.0.0 for all (default: ${DEFAULT-VALUE}).",
      defaultValue = BrokerSettings.LOCAL)
  private String bind;

  @Option(
      names = "--partitions",
      description = "Of the topics, the first time only (default: ${DEFAULT-VALUE}).",
      defaultValue = "4")
  private int partitions;

  @Option(
      names = "--json",
      description = "Say what is ready as one line of JSON, and nothing else on standard output.")
  private boolean json;

  /** What {@code --json} says. */
  record Ready(URI http, String kafka, String data, double readyAfterSeconds) {}

  @Override
  public Integer call() throws InterruptedException {
    long start = System.nanoTime();
    PrintWriter out = spec.commandLine().getOut();
    StandaloneSettings settings = settings();
    DataDirectory directory = DataDirectory.lock(data);
    Logging.toConsoleAndFile(directory.path());
    Standalone standalone = Standalone.start(directory, settings);
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().unstarted(() -> stop(standalone, out)));
    standalone.awaitReady();
    Ready ready =
        new Ready(
            standalone.http(), standalone.bootstrap(), directory.path().toString(), seconds(start));
    out.println(json ? JsonMapper.shared().writeValueAsString(ready) : banner(ready));
    standalone.awaitStopped();
    return ExitCode.OK;
  }

  private StandaloneSettings settings() {
    try {
      return new StandaloneSettings(bind, port, kafkaPort, partitions);
    } catch (IllegalArgumentException e) {
      throw new Failure(String.valueOf(e.getMessage()), e);
    }
  }

  private void stop(Standalone standalone, PrintWriter out) {
    long start = System.nanoTime();
    if (!json) {
      out.println();
      out.println("stopping…");
    }
    standalone.close();
    if (!json) {
      out.printf(Locale.ROOT, "stopped in %.1f s; everything is kept%n", seconds(start));
    }
    out.flush();
  }

  private static String banner(Ready ready) {
    return String.format(
        Locale.ROOT,
        """
        Likeness is ready after %.1f s
          HTTP    %2$s
          API     %2$s/swagger-ui
          Kafka   %3$s
          data    %4$s
        Ctrl-C stops it.\
        """,
        ready.readyAfterSeconds(),
        ready.http(),
        ready.kafka(),
        ready.data());
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / NANOS;
  }
}
