package dev.tidings.bench;

import static java.util.Locale.ROOT;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** {@code bench picks}: measures how long the recommender takes to pick for all readers. */
@Command(
        name = "picks",
        description = {
            "Picks five opportunities for each of many generated readers with histories, on all cores, and prints the cost.",
            "The last line is one JSON object with all figures."
        })
final class PicksCommand implements Callable<Integer> {
    private static final List<Integer> GROWTH = List.of(1_000, 10_000, 30_000, 100_000);
    private static final int READERS_OF_GROWTH = 2_000;
    private static final int MAX_USERS = 10_000_000;
    private static final int MAX_ITEMS = 200_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--users",
            paramLabel = "N",
            defaultValue = "100000",
            description = "The number of readers, 1 to 10000000 (default: ${DEFAULT-VALUE}).")
    private int users;

    @Option(
            names = "--items",
            paramLabel = "N",
            defaultValue = "10000",
            description = "The number of live opportunities, 1 to 200000 (default: ${DEFAULT-VALUE}).")
    private int items;

    @Option(names = "--growth", description = "Then picks for 2,000 readers from 1,000 to 100,000 opportunities.")
    private boolean growth;

    /**
     * @param peakMemoryMib the peak memory of this process; null if the system does not report it
     * @param growth the same with few readers and a growing number of opportunities
     */
    record PicksReport(
            int cores,
            PicksRun.PicksMeasurement picks,
            @Nullable Double peakMemoryMib,
            List<PicksRun.PicksMeasurement> growth) {}

    @Override
    public Integer call() {
        DeliverCommand.requireWithin(spec, "--users", users, MAX_USERS);
        DeliverCommand.requireWithin(spec, "--items", items, MAX_ITEMS);
        PrintWriter out = spec.commandLine().getOut();
        PicksRun.PicksMeasurement picks = run(out, users, items);
        Long peak = ProcessUsage.ownPeakMemoryBytes();
        List<PicksRun.PicksMeasurement> steps = new ArrayList<>();
        if (growth) {
            GROWTH.forEach(step -> steps.add(run(out, READERS_OF_GROWTH, step)));
        }
        out.println(JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build()
                .writeValueAsString(new PicksReport(
                        Runtime.getRuntime().availableProcessors(),
                        picks,
                        peak == null ? null : (double) (peak >> 20),
                        steps)));
        out.flush();
        return 0;
    }

    private static PicksRun.PicksMeasurement run(PrintWriter out, int users, int items) {
        PicksRun.PicksMeasurement figures = PicksRun.measure(users, items);
        out.printf(
                ROOT,
                "%,8d readers x %,7d opportunities: catalog %.1f CPU s; picks %.1f s, %.1f CPU s, %.2f CPU ms a reader%n",
                users,
                items,
                figures.catalogCpuSeconds(),
                figures.seconds(),
                figures.cpuSeconds(),
                figures.cpuMillisecondsPerReader());
        out.flush();
        return figures;
    }
}
