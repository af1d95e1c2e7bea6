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

/** {@code bench deliver}: one edition from its opening to its closing, and the same number of letters sent plainly. */
@Command(
        name = "deliver",
        description = {
            "Sends one edition of the weekly digest to a sink on this machine and prints what it took.",
            "Starts a PostgreSQL, fills it, starts the program, and afterwards sends as many letters of the same size by "
                    + "plain senders, for comparison. The last line is one JSON object with all figures."
        })
final class DeliverCommand implements Callable<Integer> {
    static final int FAILED = 1;

    private static final int MOST_RECIPIENTS = 10_000_000;
    private static final int MOST_CONNECTIONS = 64;
    private static final int MOST_NODES = 16;
    private static final int MOST_RUNS = 99;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--recipients",
            paramLabel = "N",
            defaultValue = "100000",
            description = "How many people get a letter, 1 to 10000000 (default: ${DEFAULT-VALUE}).")
    private int recipients;

    @Option(
            names = "--warm",
            paramLabel = "N",
            defaultValue = "100000",
            description =
                    "How many of them get the letter of the week before first, so that the program is as warm as one that has "
                            + "run for long, 0 to 10000000 (default: ${DEFAULT-VALUE}).")
    private int warm;

    @Option(
            names = "--sink",
            defaultValue = "smtp",
            description =
                    "Where letters go: smtp (Postfix's smtp-sink where it is installed), fast (a mail server that "
                            + "looks at as little as it can), resend (a stand-in for its API) (default: ${DEFAULT-VALUE}).")
    private SinkKind sink = SinkKind.SMTP;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many connections to the sink, 1 to 64 (default: ${DEFAULT-VALUE}).")
    private int connections;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            defaultValue = "160m",
            description = "The most that the program's heap may take (default: ${DEFAULT-VALUE}).")
    private String heap = "";

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many processes of the program share the work, 1 to 16 (default: ${DEFAULT-VALUE}).")
    private int nodes;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "1",
            description = "How often all of this is done, 1 to 99; of several, the last line tells the medians "
                    + "(default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--recording",
            paramLabel = "FILE",
            description =
                    "Writes a Flight Recorder recording of the (first) node; of several runs, the last. Read it with jfr view "
                            + "hot-methods FILE, or open it in JDK Mission Control.")
    private @Nullable Path recording;

    @Override
    public Integer call() throws InterruptedException {
        requireWithin(spec, "--recipients", recipients, MOST_RECIPIENTS);
        requireWithin(spec, "--warm", 0, warm, MOST_RECIPIENTS);
        requireWithin(spec, "--connections", connections, MOST_CONNECTIONS);
        requireWithin(spec, "--nodes", nodes, MOST_NODES);
        requireWithin(spec, "--runs", runs, MOST_RUNS);
        PrintWriter out = spec.commandLine().getOut();
        LoggingSystem.get(DeliverCommand.class.getClassLoader())
                .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
        Path home = Path.of(System.getProperty("tidings.home", "..")).toAbsolutePath();
        DeliverRun run = new DeliverRun(
                home, new DeliverWorkload(recipients, warm, sink, nodes, connections, heap), out, recording());
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

    /** Absolute, since the program may run in another folder; null for none. */
    private @Nullable Path recording() {
        return recording == null ? null : recording.toAbsolutePath();
    }

    static void requireWithin(CommandSpec spec, String option, int value, int most) {
        requireWithin(spec, option, 1, value, most);
    }

    private static void requireWithin(CommandSpec spec, String option, int least, int value, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    spec.commandLine(), option + " is " + value + ": give a number from " + least + " to " + most);
        }
    }
}
