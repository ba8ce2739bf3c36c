package dev.likeness.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** One run of the command line inside the test. */
record Run(int exitCode, String out, String err) {
  static Run of(Object... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine = CommandLines.of(new Root());
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    String[] words = Stream.of(args).map(Object::toString).toArray(String[]::new);
    return new Run(commandLine.execute(words), out.toString(), err.toString());
  }

  /** The commands of this module alone. */
  @Command(
      name = "likeness",
      mixinStandardHelpOptions = true,
      subcommands = {
        EnrollCommand.class,
        VerifyCommand.class,
        FindCommand.class,
        ListCommand.class,
        PhotoCommand.class,
        ForgetCommand.class,
        StatusCommand.class,
        ReindexCommand.class,
        MigrateCommand.class,
        RatesCommand.class,
        DeadLettersCommand.class
      })
  static final class Root {}
}
