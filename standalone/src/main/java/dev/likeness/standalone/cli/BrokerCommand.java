package dev.likeness.standalone.cli;

import dev.likeness.broker.BrokerSettings;
import dev.likeness.broker.DataDirectory;
import dev.likeness.broker.EmbeddedBroker;
import dev.likeness.cli.ExitCode;
import dev.likeness.cli.Failure;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code likeness broker}: only the broker, for services that run as processes of their own. */
@Command(
    name = "broker",
    description = "Run the Kafka broker alone, for services that run on their own.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class BrokerCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where everything is kept (default: ${DEFAULT-VALUE}).",
      defaultValue = "./data")
  private Path data;

  @Option(
      names = {"--kafka-port", "--port"},
      description = {
        "Port for Kafka clients, 0 for that of the last start on the same data or any that is free",
        "(default: ${DEFAULT-VALUE})."
      },
      defaultValue = "" + BrokerSettings.DEFAULT_PORT)
  private int port;

  @Option(
      names = {"--listen", "--bind"},
      paramLabel = "ADDRESS",
      description = "Address to listen on, 0.0.0.0 for all (default: ${DEFAULT-VALUE}).",
      defaultValue = BrokerSettings.LOCAL)
  private String listen;

  @Option(
      names = "--insecure",
      description = "Listen where others reach the broker, though it asks nobody for a proof.")
  private boolean insecure;

  @Option(
      names = "--advertised",
      paramLabel = "HOST:PORT",
      description = "What clients are told to connect to, where it differs.")
  private @Nullable String advertised;

  @Option(
      names = "--json",
      description = "Say what is ready as one line of JSON, and nothing else on standard output.")
  private boolean json;

  /** What {@code --json} says. */
  record Ready(String kafka, String data) {}

  @Override
  public Integer call() {
    ServingOptions.requireLoopback("--listen", listen, insecure);
    BrokerSettings settings;
    try {
      settings = new BrokerSettings(listen, port, advertised, null);
    } catch (IllegalArgumentException e) {
      throw new Failure(String.valueOf(e.getMessage()), e);
    }
    DataDirectory locked = DataDirectory.lock(data);
    Logging.toConsoleAndFile(locked.path());
    EmbeddedBroker broker = EmbeddedBroker.start(locked, settings);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(broker::close));
    Ready ready = new Ready(broker.advertised(), locked.path().toString());
    spec.commandLine()
        .getOut()
        .println(
            json
                ? JsonMapper.shared().writeValueAsString(ready)
                : "Kafka broker ready at " + ready.kafka() + ", data in " + ready.data());
    broker.awaitStopped();
    return ExitCode.OK;
  }
}
