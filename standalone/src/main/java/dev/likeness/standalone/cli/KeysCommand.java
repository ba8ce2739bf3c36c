package dev.likeness.standalone.cli;

import picocli.CommandLine.Command;

/** {@code likeness keys}: who may ask. */
@Command(
    name = "keys",
    description = {
      "Create, list or revoke the keys that open the API.",
      "Asks a running Likeness; with --data starts the broker of a stopped one, with --bootstrap goes",
      "to a broker."
    },
    subcommands = {KeysCreateCommand.class, KeysListCommand.class, KeysRevokeCommand.class})
final class KeysCommand {}
