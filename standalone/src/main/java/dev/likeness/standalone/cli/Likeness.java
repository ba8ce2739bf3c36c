package dev.likeness.standalone.cli;

import dev.likeness.broker.BrokerFailure;
import dev.likeness.standalone.StandaloneFailure;
import dev.likeness.standalone.client.ApiProblem;
import dev.likeness.standalone.client.NoAnswer;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code likeness}: the root of the command line and the entry point of the standalone jar. */
@Command(
    name = "likeness",
    description = "Face recognition whose database is a Kafka log.",
    mixinStandardHelpOptions = true,
    versionProvider = Likeness.Version.class,
    subcommands = {
      UpCommand.class,
      DemoCommand.class,
      BrokerCommand.class,
      EnrollCommand.class,
      VerifyCommand.class,
      FindCommand.class,
      ForgetCommand.class,
      ReindexCommand.class,
      MigrateCommand.class,
      ModelsCommand.class,
      RatesCommand.class,
      DeadLettersCommand.class,
      CalibrateCommand.class,
      DoctorCommand.class
    },
    footer = {
      "",
      "From a checkout, the script ./likeness knows some more:",
      "  test     Build everything and run the whole test suite.",
      "  build    Build everything.",
      "  bench    Measure everything on this machine.",
      "  ingest-service, embed-worker, search-service",
      "           Run one of them at a broker, with options of Spring Boot.",
      "",
      "Exit codes: 0 done, the answer is yes; 1 done, the answer is no; 2 not done."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class Likeness implements Runnable {
  private static final String DEBUG = "LIKENESS_DEBUG";

  @Spec private CommandSpec spec;

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
    CommandLine commandLine = new CommandLine(new Likeness());
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    commandLine.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    commandLine.setExecutionExceptionHandler((e, command, _) -> fail(e, command));
    commandLine.setParameterExceptionHandler((e, _) -> misuse(e));
    return commandLine;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }

  private static int misuse(ParameterException e) {
    CommandLine command = e.getCommandLine();
    command.getErr().println("likeness: " + e.getMessage());
    if (command.getParent() == null) {
      command.usage(command.getErr());
    } else {
      command.getErr().println("see: " + command.getCommandSpec().qualifiedName() + " --help");
    }
    return ExitCode.FAILED;
  }

  private static int fail(Exception e, CommandLine command) {
    String message =
        switch (e) {
          case Failure _, ApiProblem _, NoAnswer _, BrokerFailure _, StandaloneFailure _ ->
              String.valueOf(e.getMessage());
          case InterruptedException _ -> "interrupted";
          default ->
              e.getClass().getSimpleName()
                  + ": "
                  + e.getMessage()
                  + " (set "
                  + DEBUG
                  + "=1 for the details)";
        };
    command.getErr().println("likeness: " + message);
    if (System.getenv(DEBUG) != null) {
      e.printStackTrace(command.getErr());
    }
    return ExitCode.FAILED;
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
