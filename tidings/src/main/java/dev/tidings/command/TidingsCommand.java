package dev.tidings.command;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: {@code tidings COMMAND}. */
@Command(
        name = "tidings",
        description = "Sends every user of a product one personal digest per period, once.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            ImportCommand.class,
            RunCommand.class,
            EditionCommand.class,
            PreviewCommand.class,
            ScrapeCommand.class,
            CheckCommand.class,
            AdoptCommand.class,
            BotCommand.class
        })
public final class TidingsCommand {
    private static final int REFUSED = 2;

    private TidingsCommand() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new TidingsCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(TidingsCommand::report);
    }

    /** What the operator can mend is told in lines; anything else is ours to mend and comes with its trace. */
    private static int report(Exception failure, CommandLine command, CommandLine.ParseResult given) throws Exception {
        List<String> lines =
                StartRefusal.lines(failure).stream().flatMap(String::lines).toList();
        if (lines.isEmpty()) {
            throw failure;
        }
        lines.forEach(line -> command.getErr().println("tidings: " + line));
        command.getErr().flush();
        return REFUSED;
    }
}
