package dev.likeness.cli;

import dev.likeness.client.ApiProblem;
import dev.likeness.client.NoAnswer;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Makes a command line of a root command: what is said of a mistake or a failure, on standard error
 * and without a stack trace, and with which {@link ExitCode}. What the user wrote and no command
 * knows is told before what is missing, because it is often what is missing, misspelt.
 */
public final class CommandLines {
  private static final String DEBUG = "LIKENESS_DEBUG";
  private static final int MOST_SUGGESTIONS = 3;
  private static final Map<String, String> EXIT_CODES = exitCodes();

  private CommandLines() {}

  /**
   * The command line of a root command.
   *
   * @param root its subcommands come from its annotation
   */
  public static CommandLine of(Object root) {
    return of(root, _ -> false);
  }

  /**
   * The command line of a root command that fails in ways of its own.
   *
   * @param root its subcommands come from its annotation
   * @param told which exceptions besides {@link Failure}, {@link ApiProblem} and {@link NoAnswer}
   *     have a message that is all a user has to be told
   */
  public static CommandLine of(Object root, Predicate<Exception> told) {
    CommandLine commandLine = new CommandLine(root);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    commandLine.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    commandLine.setExecutionExceptionHandler((e, command, _) -> fail(e, command, told));
    commandLine.setParameterExceptionHandler((e, _) -> misuse(e));
    furnish(commandLine);
    return commandLine;
  }

  private static Map<String, String> exitCodes() {
    Map<String, String> codes = new LinkedHashMap<>();
    codes.put(Integer.toString(ExitCode.OK), "done; the answer is yes");
    codes.put(Integer.toString(ExitCode.NO), "done; the answer is no, or not for all");
    codes.put(Integer.toString(ExitCode.FAILED), "not done: wrong usage, no answer, or a refusal");
    return codes;
  }

  /** What every command has: help, its options in the order of their fields, and exit codes. */
  private static void furnish(CommandLine commandLine) {
    commandLine
        .getCommandSpec()
        .mixinStandardHelpOptions(true)
        .usageMessage()
        .sortOptions(false)
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(EXIT_CODES);
    commandLine.getSubcommands().values().forEach(CommandLines::furnish);
  }

  private static int misuse(ParameterException e) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    ParameterException first = unknownFirst(e);
    boolean group =
        first.getClass() == ParameterException.class && !command.getSubcommands().isEmpty();
    err.println(
        "likeness: "
            + first.getMessage()
            + (group ? ": " + String.join(", ", command.getSubcommands().keySet()) : ""));
    List<String> meant = meant(first);
    if (!meant.isEmpty()) {
      err.println("did you mean: " + String.join(", ", meant) + "?");
    }
    if (command.getParent() == null && meant.isEmpty()) {
      command.usage(err);
    } else {
      err.println("see: " + command.getCommandSpec().qualifiedName() + " --help");
    }
    return ExitCode.FAILED;
  }

  private static List<String> meant(ParameterException e) {
    return e instanceof UnmatchedArgumentException unknown
            && unknown.getUnmatched().getFirst().matches(".*[a-zA-Z].*")
        ? unknown.getSuggestions().stream().limit(MOST_SUGGESTIONS).toList()
        : List.of();
  }

  /**
   * What is missing is looked for by picocli before what is unknown, and what follows an unknown
   * option is unknown as well, because it may be its value.
   */
  private static ParameterException unknownFirst(ParameterException e) {
    List<String> unknown = e.getCommandLine().getUnmatchedArguments();
    if (unknown.isEmpty()
        || !(e instanceof MissingParameterException || e instanceof UnmatchedArgumentException)) {
      return e;
    }
    List<String> options = unknown.stream().filter(word -> word.startsWith("-")).toList();
    return new UnmatchedArgumentException(
        e.getCommandLine(), options.isEmpty() ? unknown : options);
  }

  private static int fail(Exception e, CommandLine command, Predicate<Exception> told) {
    String message;
    if (e instanceof Failure || e instanceof ApiProblem || e instanceof NoAnswer || told.test(e)) {
      message = String.valueOf(e.getMessage());
    } else if (e instanceof InterruptedException) {
      message = "interrupted";
    } else {
      message =
          "%s: %s (set %s=1 for the details)"
              .formatted(e.getClass().getSimpleName(), e.getMessage(), DEBUG);
    }
    command.getErr().println("likeness: " + message);
    if (System.getenv(DEBUG) != null) {
      e.printStackTrace(command.getErr());
    }
    return ExitCode.FAILED;
  }
}
