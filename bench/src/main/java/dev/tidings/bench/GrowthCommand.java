package dev.tidings.bench;

import static java.util.Locale.ROOT;

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
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** {@code bench growth}: measures the cost of a letter with ten times as many recipients at each step. */
@Command(
        name = "growth",
        description = {
            "Sends one edition to 1,000 recipients, then to 10,000 and so on, each with a new database and after the edition of "
                    + "the week before to at most 50,000 of them, and prints the cost of a "
                    + "letter at each step. The last line is one JSON object with all figures."
        })
final class GrowthCommand implements Callable<Integer> {
    private static final int MIN_RECIPIENTS = 1_000;
    private static final int MAX_RECIPIENTS = 10_000_000;
    private static final int CONNECTIONS = 4;
    private static final int MAX_WARM = 50_000;
    private static final String HEAP = "160m";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--recipients",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "The last step, 1000 to 10000000 (default: ${DEFAULT-VALUE}).")
    private int recipients;

    /** @param ratio letters per second of the last step divided by those of the second; null with one step */
    private record GrowthResult(
            List<DeliverMeasurement> steps, @Nullable Double ratio) {}

    @Override
    public Integer call() {
        if (recipients < MIN_RECIPIENTS || recipients > MAX_RECIPIENTS) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--recipients is " + recipients + ": give a number from " + MIN_RECIPIENTS + " to "
                            + MAX_RECIPIENTS);
        }
        PrintWriter out = spec.commandLine().getOut();
        LoggingSystem.get(GrowthCommand.class.getClassLoader())
                .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
        Path home = Path.of(System.getProperty("tidings.home", "..")).toAbsolutePath();
        List<DeliverMeasurement> steps = new ArrayList<>();
        for (long step = MIN_RECIPIENTS; step <= recipients; step *= 10) {
            DeliverWorkload workload =
                    new DeliverWorkload((int) step, MAX_WARM, SinkKind.FAST, SinkLimits.NONE, 1, CONNECTIONS, HEAP);
            steps.add(new DeliverRun(home, workload, out).measureAlone());
            out.flush();
        }
        print(steps, out);
        Double ratio = steps.size() < 2
                ? null
                : steps.getLast().lettersPerSecond() / steps.get(1).lettersPerSecond();
        out.println(JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build()
                .writeValueAsString(new GrowthResult(steps, ratio)));
        out.flush();
        boolean faultless = true;
        for (DeliverMeasurement step : steps) {
            step.faults().forEach(fault -> spec.commandLine().getErr().println("bench: " + fault));
            faultless &= step.faults().isEmpty();
        }
        return faultless ? 0 : DeliverCommand.FAILED;
    }

    private static void print(List<DeliverMeasurement> steps, PrintWriter out) {
        out.println();
        out.println(
                "Recipients  letters/s  CPU s per 1,000 (program, compilers, PostgreSQL)  first letter s  planned s  peak MiB");
        for (DeliverMeasurement step : steps) {
            int count = step.workload().recipients();
            out.printf(
                    ROOT,
                    "%,10d %10.0f %22.3f %10.3f %10.3f %18.2f %10.2f %9.0f%n",
                    count,
                    step.lettersPerSecond(),
                    step.cpuSecondsPerThousand(),
                    step.compilerCpuSeconds() / count * 1000,
                    step.databaseCpuSecondsPerThousand(),
                    step.firstLetterSeconds(),
                    step.planSeconds(),
                    step.peakMemoryMib());
        }
        out.println();
    }
}
