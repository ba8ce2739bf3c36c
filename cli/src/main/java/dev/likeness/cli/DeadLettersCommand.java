package dev.likeness.cli;

import picocli.CommandLine.Command;

/** {@code likeness dead-letters}: records that carry no face key. */
@Command(
    name = "dead-letters",
    description = "List the records that could not be taken in, or publish them again.",
    subcommands = {DeadLettersListCommand.class, DeadLettersReplayCommand.class})
public final class DeadLettersCommand {}
