package dev.tidings.bench;

import dev.tidings.bench.DeliverWorkload.SinkKind;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench deliver}: measures one edition, and for comparison the same number of letters from plain senders. */
@Command(
        name = "deliver",
        description = {
            "Sends one edition of the weekly digest to a sink on this machine and prints the cost.",
            "Starts a PostgreSQL, fills it, starts the program, and then sends as many letters of the same size with "
                    + "plain senders for comparison. The last line is one JSON object with all figures."
        })
final class DeliverCommand implements Callable<Integer> {
    static final int FAILED = 1;

    private static final int MAX_RECIPIENTS = 10_000_000;
    private static final int MAX_CONNECTIONS = 64;
    private static final int MAX_NODES = 16;
    private static final int MAX_RUNS = 99;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--recipients",
            paramLabel = "N",
            defaultValue = "100000",
            description = "The number of recipients, 1 to 10000000 (default: ${DEFAULT-VALUE}).")
    private int recipients;

    @Option(
            names = "--warm",
            paramLabel = "N",
            defaultValue = "100000",
            description =
                    "The number of recipients that get the letter of the week before first, which warms the program up, "
                            + "0 to 10000000 (default: ${DEFAULT-VALUE}).")
    private int warm;

    @Option(
            names = "--sink",
            defaultValue = "smtp",
            description =
                    "The server that receives the letters: smtp (Postfix's smtp-sink if it is installed), fast (a mail "
                            + "server that parses as little as possible), resend (a fake of its API) (default: ${DEFAULT-VALUE}).")
    private SinkKind sink = SinkKind.SMTP;

    @Option(
            names = "--allow-connections",
            paramLabel = "N",
            description = "The most connections that the sink smtp allows at a time; it answers others with 421.")
    private int allowedConnections = SinkLimits.NONE.connections();

    @Option(
            names = "--allow-letters",
            paramLabel = "N",
            description = "The most letters that the sink smtp takes on one connection; it answers others with 452.")
    private int allowedLetters = SinkLimits.NONE.letters();

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "4",
            description = "The number of connections to the sink, 1 to 64 (default: ${DEFAULT-VALUE}).")
    private int connections;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            defaultValue = "160m",
            description = "The maximum heap of the program (default: ${DEFAULT-VALUE}).")
    private String heap = "";

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "1",
            description = "The number of processes that share the work, 1 to 16 (default: ${DEFAULT-VALUE}).")
    private int nodes;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "1",
            description = "The number of runs, 1 to 99. With several, the last line has the medians "
                    + "(default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--recording",
            paramLabel = "FILE",
            description = "Writes a Flight Recorder recording of the first node in the last run. Read it with jfr view "
                    + "hot-methods FILE, or open it in JDK Mission Control.")
    private @Nullable Path recording;

    @Override
    public Integer call() throws InterruptedException {
        requireWithin(spec, "--recipients", recipients, MAX_RECIPIENTS);
        requireWithin(spec, "--warm", 0, warm, MAX_RECIPIENTS);
        requireWithin(spec, "--connections", connections, MAX_CONNECTIONS);
        requireWithin(spec, "--nodes", nodes, MAX_NODES);
        requireWithin(spec, "--runs", runs, MAX_RUNS);
        PrintWriter out = spec.commandLine().getOut();
        LoggingSystem.get(DeliverCommand.class.getClassLoader())
                .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
        Path home = Path.of(System.getProperty("tidings.home", "..")).toAbsolutePath();
        DeliverRun run = new DeliverRun(
                home,
                new DeliverWorkload(recipients, warm, sink, limits(), nodes, connections, heap),
                out,
                recording());
        List<DeliverMeasurement> all = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            DeliverMeasurement figures = run.measure();
            new DeliverMeasurementTable(figures).print(out);
            figures.faults().forEach(fault -> spec.commandLine().getErr().println("bench: " + fault));
            out.println(figures.json());
            out.flush();
            all.add(figures);
        }
        if (runs > 1) {
            out.println(Medians.of(all).json());
            out.flush();
        }
        return all.stream().allMatch(figures -> figures.faults().isEmpty()) ? 0 : FAILED;
    }

    private SinkLimits limits() {
        SinkLimits limits = new SinkLimits(allowedConnections, allowedLetters);
        if (allowedConnections < 1 || allowedLetters < 1) {
            throw new ParameterException(spec.commandLine(), "a limit of the sink is below 1: give a positive number");
        }
        if (!limits.equals(SinkLimits.NONE) && sink != SinkKind.SMTP) {
            throw new ParameterException(spec.commandLine(), "only the sink smtp has limits: give --sink smtp");
        }
        return limits;
    }

    /** An absolute path, because the program may run in another folder; null without a recording. */
    private @Nullable Path recording() {
        return recording == null ? null : recording.toAbsolutePath();
    }

    static void requireWithin(CommandSpec spec, String option, int value, int max) {
        requireWithin(spec, option, 1, value, max);
    }

    private static void requireWithin(CommandSpec spec, String option, int min, int value, int max) {
        if (value < min || value > max) {
            throw new ParameterException(
                    spec.commandLine(), option + " is " + value + ": give a number from " + min + " to " + max);
        }
    }
}
