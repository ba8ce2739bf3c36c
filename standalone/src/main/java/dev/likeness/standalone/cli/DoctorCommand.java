package dev.likeness.standalone.cli;

import dev.likeness.broker.BrokerSettings;
import dev.likeness.cli.ExitCode;
import dev.likeness.cli.Output;
import dev.likeness.client.Health;
import dev.likeness.vision.ModelBundle;
import dev.likeness.web.ManagementProperties;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code likeness doctor}: what would keep Likeness from working here. */
@Command(
    name = "doctor",
    description = "Check everything Likeness needs on this machine, each with its remedy.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DoctorCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data directory to check (default: ${DEFAULT-VALUE}).",
      defaultValue = "./data")
  private Path data;

  @Option(
      names = "--port",
      description = "The HTTP port to check (default: ${DEFAULT-VALUE}).",
      defaultValue = "8080")
  private int port;

  @Option(
      names = "--management-port",
      description = "The port of its health and metrics (default: --port and 100).")
  private @Nullable Integer managementPort;

  @Option(
      names = "--kafka-port",
      description = "The broker's port to check (default: ${DEFAULT-VALUE}).",
      defaultValue = "" + BrokerSettings.DEFAULT_PORT)
  private int kafkaPort;

  @Option(
      names = "--model",
      description = "The model to check (default: ${DEFAULT-VALUE}).",
      defaultValue = ModelBundle.DEFAULT)
  private String model;

  @Mixin private Output output;

  @Override
  public Integer call() {
    List<Finding> findings = new ArrayList<>(MachineChecks.all(data));
    findings.addAll(ModelChecks.all(ModelsPlace.directory(data), model));
    Optional<Health> health =
        PortChecks.health(
            port, managementPort == null ? ManagementProperties.beside(port) : managementPort);
    findings.add(PortChecks.http(port, health));
    findings.add(PortChecks.kafka(kafkaPort));
    findings.addAll(LogChecks.all(health, kafkaPort));
    output.print(
        findings,
        findings.stream().map(Finding::line).collect(Collectors.joining(System.lineSeparator())));
    return findings.stream().anyMatch(finding -> finding.level() == Finding.Level.FAIL)
        ? ExitCode.NO
        : ExitCode.OK;
  }
}
