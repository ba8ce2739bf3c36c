package dev.likeness.standalone.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code likeness models}: the recognition nets of this installation. */
@Command(
    name = "models",
    description = {
      "Add, look at, check and remove models.",
      "A running Likeness finds a model that was added when it is asked to migrate to it."
    },
    mixinStandardHelpOptions = true,
    subcommands = {
      ModelsAddCommand.class,
      ModelsListCommand.class,
      ModelsShowCommand.class,
      ModelsVerifyCommand.class,
      ModelsRemoveCommand.class
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ModelsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "add, list, show, verify or remove?");
  }
}
