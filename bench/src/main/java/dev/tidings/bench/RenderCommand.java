package dev.tidings.bench;

import static java.util.Locale.ROOT;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** {@code bench render}: measures the CPU and the size of one letter, step by step. */
@Command(
        name = "render",
        description = {
            "Composes, freezes, thaws and renders letters of both example digests on one thread and prints the cost of each "
                    + "step, compared with copying the same letters. The last line is one JSON object with all figures."
        })
final class RenderCommand implements Callable<Integer> {
    private static final int MAX_LETTERS = 100_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--letters",
            paramLabel = "N",
            defaultValue = "2000",
            description = "The number of different letters, 1 to 100000 (default: ${DEFAULT-VALUE}).")
    private int letters;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "5",
            description = "The CPU seconds for which each step repeats, once to warm up and once to measure, 1 to 600 "
                    + "(default: ${DEFAULT-VALUE}).")
    private int seconds;

    private record RenderReport(int cores, List<RenderRun.RenderMeasurement> digests) {}

    @Override
    public Integer call() {
        DeliverCommand.requireWithin(spec, "--letters", letters, MAX_LETTERS);
        DeliverCommand.requireWithin(spec, "--seconds", seconds, 600);
        PrintWriter out = spec.commandLine().getOut();
        LoggingSystem.get(RenderCommand.class.getClassLoader())
                .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
        Path home = Path.of(System.getProperty("tidings.home", "..")).toAbsolutePath();
        List<RenderRun.RenderMeasurement> digests = new ArrayList<>();
        try (TemporaryDatabase database = TemporaryDatabase.open(home.resolve("bench/target"))) {
            for (String digest : List.of("living-lytics", "proletto")) {
                RenderRun.RenderMeasurement figures = new RenderRun(home, database, letters, seconds).measure(digest);
                print(figures, out);
                digests.add(figures);
            }
        }
        out.println(JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build()
                .writeValueAsString(new RenderReport(Runtime.getRuntime().availableProcessors(), digests)));
        out.flush();
        return 0;
    }

    private static void print(RenderRun.RenderMeasurement figures, PrintWriter out) {
        out.printf(ROOT, "%n%s: %,d letters%n", figures.digest(), figures.letters());
        figures.steps()
                .forEach((step, cost) -> out.printf(
                        ROOT, "  %-8s %8.2f us %10.1f KB allocated%n", step, cost.microseconds(), cost.allocatedKb()));
        out.printf(
                ROOT,
                "  %,d bytes of JSON, %,d of HTML, %,d of text%n",
                figures.jsonBytes(),
                figures.htmlBytes(),
                figures.textBytes());
        out.flush();
    }
}
