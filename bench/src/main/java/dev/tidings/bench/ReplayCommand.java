package dev.tidings.bench;

import dev.tidings.bench.replay.InvalidReplayData;
import dev.tidings.bench.replay.Policies;
import dev.tidings.bench.replay.PolicyScore;
import dev.tidings.bench.replay.Replay;
import dev.tidings.bench.replay.Replay.CatalogSize;
import dev.tidings.bench.replay.Replay.ReplayOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** {@code bench replay}: measures how well the bot picks, on recorded saves. */
@Command(
        name = "replay",
        description = {
            "Replays weeks of letters on a folder of items, readers and saves, with the bot and with simpler policies.",
            "The folder has items.tsv (item, tags, terms, and optionally title, published, deadline), users.tsv (user, "
                    + "tags) and saves.tsv (user, item, and optionally at), or the same with .gz. "
                    + "The last line is one JSON object with all figures."
        })
final class ReplayCommand implements Callable<Integer> {
    private static final int MAX_WEEKS = 520;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "The data folder.")
    private Path data = Path.of("");

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The seed of the random numbers (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--weeks",
            paramLabel = "N",
            defaultValue = "26",
            description = "The number of weekly letters, 1 to 520 (default: ${DEFAULT-VALUE}).")
    private int weeks;

    @Option(
            names = "--seen",
            paramLabel = "SHARE",
            defaultValue = "1",
            description = "The share of letters that are known to be seen (default: ${DEFAULT-VALUE}).")
    private double seen;

    @Option(
            names = "--clicks-lost",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "The share of clicks in these letters that are not recorded (default: ${DEFAULT-VALUE}).")
    private double clicksLost;

    @Option(
            names = "--readers",
            paramLabel = "N",
            description = "With --items: replays this many readers on a small catalog.")
    private @Nullable Integer readers;

    @Option(
            names = "--items",
            paramLabel = "N",
            description =
                    "With --readers: about how many items are live in a week. The most saved items of the data are taken. "
                            + "Prints a table of the picks taken in each week.")
    private @Nullable Integer items;

    @Option(
            names = "--policies",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "bot,bm25,rocchio,popularity,random",
            description = "The policies to compare: bot, bm25, rocchio, popularity, random, bm25-split, rocchio-split "
                    + "(default: ${DEFAULT-VALUE}).")
    private List<String> policies = Policies.NAMES;

    @Override
    public Integer call() {
        DeliverCommand.requireWithin(spec, "--weeks", weeks, MAX_WEEKS);
        requireShare("--seen", seen);
        requireShare("--clicks-lost", clicksLost);
        ReplayOptions options = new ReplayOptions(data, seed, weeks, seen, clicksLost, policies, size());
        PrintWriter out = spec.commandLine().getOut();
        try {
            Replay.ReplayResult result = Replay.run(options, line -> {
                out.println(line);
                out.flush();
            });
            if (options.size() != null) {
                printWeeks(result, out);
            }
            out.println(JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build()
                    .writeValueAsString(result));
            out.flush();
            return 0;
        } catch (InvalidReplayData e) {
            throw new BenchException(String.valueOf(e.getMessage()));
        }
    }

    private @Nullable CatalogSize size() {
        if (readers == null && items == null) {
            return null;
        }
        if (readers == null || items == null || readers < 1 || items < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "give --readers and --items together, each 1 or more, such as --readers 200 --items 300");
        }
        return new CatalogSize(readers, items);
    }

    /** The share of picks that were taken, in percent, by week and policy. */
    private static void printWeeks(Replay.ReplayResult result, PrintWriter out) {
        out.print("week");
        result.policies().keySet().forEach(policy -> out.printf(Locale.ROOT, "  %14s", policy));
        out.println();
        for (int week = 0; week < result.weeks(); week++) {
            out.printf(Locale.ROOT, "%4d", week + 1);
            for (PolicyScore score : result.policies().values()) {
                out.printf(Locale.ROOT, "  %14.2f", 100 * score.weekly().get(week));
            }
            out.println();
        }
        out.flush();
    }

    private void requireShare(String option, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new ParameterException(spec.commandLine(), option + " is " + value + ": give a share from 0 to 1");
        }
    }
}
