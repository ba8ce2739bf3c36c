package dev.likeness.standalone.cli;

import dev.likeness.broker.BrokerSettings;
import dev.likeness.broker.DataDirectory;
import dev.likeness.cli.ExitCode;
import dev.likeness.cli.Failure;
import dev.likeness.standalone.Standalone;
import dev.likeness.standalone.StandaloneSettings;
import dev.likeness.web.ManagementProperties;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code likeness up}: everything, until Ctrl-C. */
@Command(name = "up", description = "Run everything in one process, until Ctrl-C.")
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
      names = "--management-port",
      description = {
        "Port for health and metrics, on this machine alone, 0 for any that is free",
        "(default: --port and 100)."
      })
  private @Nullable Integer managementPort;

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
      description = {
        "Address HTTP listens on, 0.0.0.0 for all (default: ${DEFAULT-VALUE}). Where others reach it,",
        "it needs keys: see likeness keys create --data."
      },
      defaultValue = BrokerSettings.LOCAL)
  private String bind;

  @Option(
      names = "--kafka-bind",
      paramLabel = "ADDRESS",
      description = {
        "Address the Kafka broker listens on (default: ${DEFAULT-VALUE}). Off loopback it needs --tls-cert",
        "and --tls-key: clients come by SASL_SSL with SCRAM-SHA-512. User and password are the id and",
        "the secret of a key lk_ID_SECRET with the scopes enroll and forget."
      },
      defaultValue = BrokerSettings.LOCAL)
  private String kafkaBind;

  @Option(
      names = "--kafka-advertised",
      paramLabel = "HOST:PORT",
      description = {
        "What Kafka clients elsewhere are told to connect to, where it differs; port 0 for the one",
        "listened on."
      })
  private @Nullable String kafkaAdvertised;

  @Mixin private ServingOptions serving;

  @Option(
      names = "--partitions",
      description = "Of the topics, the first time only (default: ${DEFAULT-VALUE}).",
      defaultValue = "4")
  private int partitions;

  @Option(
      names = "--skip-unreadable",
      description = {
        "Go on behind records that are damaged on the disk. What stood there is lost: see",
        "docs/operations.md."
      })
  private boolean skipUnreadable;

  @Option(
      names = "--json",
      description = "Say what is ready as one line of JSON, and nothing else on standard output.")
  private boolean json;

  /** What {@code --json} says. */
  record Ready(
      URI http,
      URI management,
      String kafka,
      String localKafka,
      String data,
      double readyAfterSeconds) {}

  @Override
  public Integer call() throws InterruptedException {
    long start = System.nanoTime();
    PrintWriter out = spec.commandLine().getOut();
    StandaloneSettings settings = settings();
    DataDirectory directory = DataDirectory.lock(data);
    Logging.toConsoleAndFile(directory.path());
    Standalone standalone = Standalone.start(directory, settings, serving.arguments());
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().unstarted(() -> stop(standalone, out)));
    standalone.awaitReady();
    Ready ready =
        new Ready(
            standalone.http(),
            standalone.management(),
            standalone.bootstrap(),
            standalone.localBootstrap(),
            directory.path().toString(),
            seconds(start));
    out.println(json ? JsonMapper.shared().writeValueAsString(ready) : banner(ready));
    standalone.awaitStopped();
    return ExitCode.OK;
  }

  private StandaloneSettings settings() {
    try {
      return new StandaloneSettings(
          bind,
          port,
          managementPort == null ? ManagementProperties.beside(port) : managementPort,
          new BrokerSettings(
              kafkaBind, kafkaPort, kafkaAdvertised, serving.secured("--kafka-bind", kafkaBind)),
          partitions,
          skipUnreadable);
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
          health  %3$s/actuator/health
          Kafka   %4$s
          data    %5$s
        Ctrl-C stops it.\
        """,
        ready.readyAfterSeconds(),
        ready.http(),
        ready.management(),
        ready.kafka().equals(ready.localKafka())
            ? ready.kafka()
            : ready.kafka() + ", on this machine " + ready.localKafka(),
        ready.data());
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / NANOS;
  }
}
