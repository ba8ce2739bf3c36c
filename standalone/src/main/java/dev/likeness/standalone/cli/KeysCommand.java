package dev.likeness.standalone.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code likeness keys}: who may ask. */
@Command(
    name = "keys",
    description = {
      "Create, list or revoke the keys that open the API.",
      "Asks a running Likeness; with --data starts the broker of a stopped one, with --bootstrap goes",
      "to a broker."
    },
    mixinStandardHelpOptions = true,
    subcommands = {KeysCreateCommand.class, KeysListCommand.class, KeysRevokeCommand.class})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class KeysCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "create, list or revoke?");
  }
}
