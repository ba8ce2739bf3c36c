package dev.likeness.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** How a command answers: as text, or as JSON if that is asked for. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public class Output {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--json", description = "Print the answer as JSON.")
  private boolean json;

  /** Prints {@code answer} as JSON if that was asked for, else as {@code text}. */
  public final void print(Object answer, String text) {
    out()
        .println(
            json
                ? JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(answer)
                : text);
  }

  /** Where answers go. */
  public final PrintWriter out() {
    return command.commandLine().getOut();
  }

  /** Where people are told what is going on. */
  public final PrintWriter err() {
    return command.commandLine().getErr();
  }

  final boolean json() {
    return json;
  }
}
