package dev.likeness.standalone.cli;

import dev.likeness.broker.BrokerFailure;
import dev.likeness.cli.CommandLines;
import dev.likeness.cli.DeadLettersCommand;
import dev.likeness.cli.EnrollCommand;
import dev.likeness.cli.FindCommand;
import dev.likeness.cli.ForgetCommand;
import dev.likeness.cli.ListCommand;
import dev.likeness.cli.MigrateCommand;
import dev.likeness.cli.PhotoCommand;
import dev.likeness.cli.RatesCommand;
import dev.likeness.cli.ReindexCommand;
import dev.likeness.cli.StatusCommand;
import dev.likeness.cli.VerifyCommand;
import dev.likeness.standalone.StandaloneFailure;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** {@code likeness}: the root of the command line and the entry point of the standalone jar. */
@Command(
    name = "likeness",
    description = "Face recognition whose database is a Kafka log.",
    versionProvider = Likeness.Version.class,
    subcommands = {
      UpCommand.class,
      DemoCommand.class,
      BrokerCommand.class,
      EnrollCommand.class,
      VerifyCommand.class,
      FindCommand.class,
      ListCommand.class,
      PhotoCommand.class,
      ForgetCommand.class,
      StatusCommand.class,
      ReindexCommand.class,
      MigrateCommand.class,
      ModelsCommand.class,
      RatesCommand.class,
      DeadLettersCommand.class,
      KeysCommand.class,
      AuditCommand.class,
      CalibrateCommand.class,
      DoctorCommand.class
    },
    footer = {
      "",
      "From a checkout, the script ./likeness knows some more:",
      "  test     Build everything and run the whole test suite.",
      "  build    Build everything.",
      "  bench    Measure everything on this machine.",
      "  ingest-service, embed-worker, search-service, gateway",
      "           Run one of them, with options of Spring Boot; each takes --help."
    })
public final class Likeness {
  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    Logging.quiet();
    System.exit(commandLine().execute(args));
  }

  /**
   * Runs one command in this process.
   *
   * @return its exit code
   */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    return commandLine().setOut(out).setErr(err).execute(args);
  }

  static CommandLine commandLine() {
    return CommandLines.of(
        new Likeness(), e -> e instanceof BrokerFailure || e instanceof StandaloneFailure);
  }

  /** The version the jar was built as. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Likeness.class.getPackage().getImplementationVersion();
      return new String[] {"likeness " + (version == null ? "(not from a jar)" : version)};
    }
  }
}
