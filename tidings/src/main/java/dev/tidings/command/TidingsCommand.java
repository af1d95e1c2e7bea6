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
        versionProvider = VersionProvider.class)
public final class TidingsCommand {
    private static final int OPERATOR_ERROR = 2;
    private static final List<Class<?>> COMMANDS = List.of(
            DemoCommand.class,
            ServeCommand.class,
            ImportCommand.class,
            RunCommand.class,
            EditionCommand.class,
            OpportunityCommand.class,
            PreviewCommand.class,
            ScrapeCommand.class,
            SourceCommand.class,
            CheckCommand.class,
            AdoptCommand.class,
            BotCommand.class,
            SimulateCommand.class);

    private TidingsCommand() {}

    public static void main(String[] args) {
        System.exit(commandLine(args).execute(args));
    }

    /**
     * Registers only the named command: reading the options of all commands took a tenth of the start. Help and unknown
     * commands register all.
     */
    private static CommandLine commandLine(String[] args) {
        CommandLine line = new CommandLine(new TidingsCommand());
        List<Class<?>> named =
                COMMANDS.stream().filter(command -> isNamed(command, args)).toList();
        (named.isEmpty() ? COMMANDS : named).forEach(line::addSubcommand);
        return line.setCaseInsensitiveEnumValuesAllowed(true).setExecutionExceptionHandler(TidingsCommand::report);
    }

    private static boolean isNamed(Class<?> command, String[] args) {
        return args.length > 0 && command.getAnnotation(Command.class).name().equals(args[0]);
    }

    /** Prints an operator's error as a message. Any other error comes with its stack trace. */
    private static int report(Exception failure, CommandLine command, CommandLine.ParseResult given) throws Exception {
        List<String> lines =
                OperatorErrors.message(failure).stream().flatMap(String::lines).toList();
        if (lines.isEmpty()) {
            throw failure;
        }
        lines.forEach(line -> command.getErr().println("tidings: " + line));
        command.getErr().flush();
        return OPERATOR_ERROR;
    }
}
