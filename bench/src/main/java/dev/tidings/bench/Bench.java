package dev.tidings.bench;

import dev.tidings.bench.chaos.ChaosCommand;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line: {@code bench COMMAND}. */
@Command(
        name = "bench",
        description = "Measures Tidings on this machine.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DeliverCommand.class,
            ChaosCommand.class,
            ReplayCommand.class,
            GrowthCommand.class,
            PicksCommand.class,
            RenderCommand.class,
            ProgramCommand.class,
            SinkCommand.class,
            SenderCommand.class
        })
public final class Bench {
    @SuppressWarnings("unused") // picocli handles it
    @Option(names = "--help", usageHelp = true, scope = ScopeType.INHERIT, description = "Shows this help.")
    private boolean help;

    private Bench() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Bench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Bench::report);
    }

    /** Prints a {@link BenchException} in one line. Others are bugs of the bench: picocli prints the stack trace. */
    private static int report(Exception failure, CommandLine command, CommandLine.ParseResult arguments)
            throws Exception {
        if (!(failure instanceof BenchException)) {
            throw failure;
        }
        PrintWriter err = command.getErr();
        err.println("bench: " + failure.getMessage());
        err.flush();
        return DeliverCommand.FAILED;
    }
}
