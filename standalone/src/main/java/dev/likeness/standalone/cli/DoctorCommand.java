package dev.likeness.standalone.cli;

import dev.likeness.broker.BrokerSettings;
import dev.likeness.cli.ExitCode;
import dev.likeness.vision.ModelBundle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code likeness doctor}: what would keep Likeness from working here. */
@Command(
    name = "doctor",
    description = "Check everything Likeness needs on this machine, each with its remedy.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

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
      names = "--kafka-port",
      description = "The broker's port to check (default: ${DEFAULT-VALUE}).",
      defaultValue = "" + BrokerSettings.DEFAULT_PORT)
  private int kafkaPort;

  @Option(
      names = "--model",
      description = "The model to check (default: ${DEFAULT-VALUE}).",
      defaultValue = ModelBundle.DEFAULT)
  private String model;

  @Option(names = "--json", description = "Print the findings as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    List<Finding> findings = new ArrayList<>(MachineChecks.all(data));
    findings.addAll(ModelChecks.all(ModelsPlace.directory(data), model));
    findings.add(PortChecks.http(port));
    findings.add(PortChecks.kafka(kafkaPort));
    findings.addAll(LogChecks.all(port, kafkaPort));
    spec.commandLine()
        .getOut()
        .println(
            json
                ? JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(findings)
                : findings.stream()
                    .map(Finding::line)
                    .collect(Collectors.joining(System.lineSeparator())));
    return findings.stream().anyMatch(finding -> finding.level() == Finding.Level.FAIL)
        ? ExitCode.NO
        : ExitCode.OK;
  }
}
