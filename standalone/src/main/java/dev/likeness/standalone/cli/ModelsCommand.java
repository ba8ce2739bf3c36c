package dev.likeness.standalone.cli;

import picocli.CommandLine.Command;

/** {@code likeness models}: the recognition nets of this installation. */
@Command(
    name = "models",
    description = {
      "Add, look at, check and remove models.",
      "A running Likeness finds a model that was added when it is asked to migrate to it."
    },
    subcommands = {
      ModelsAddCommand.class,
      ModelsListCommand.class,
      ModelsShowCommand.class,
      ModelsVerifyCommand.class,
      ModelsRemoveCommand.class
    })
final class ModelsCommand {}
