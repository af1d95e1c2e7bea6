package dev.tidings.command;

import picocli.CommandLine.Command;

/** {@code tidings source add}: drafts source files. */
@Command(
        name = "source",
        description = "Drafts the file of a source.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = SourceAddCommand.class)
final class SourceCommand {}
