package dev.likeness.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code likeness dead-letters}: records that carry no face key. */
@Command(
    name = "dead-letters",
    description = "List the records that could not be taken in, or publish them again.",
    mixinStandardHelpOptions = true,
    subcommands = {DeadLettersListCommand.class, DeadLettersReplayCommand.class})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class DeadLettersCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "list or replay?");
  }
}
