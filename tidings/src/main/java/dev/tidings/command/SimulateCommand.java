package dev.tidings.command;

import static java.util.Locale.ROOT;

import dev.tidings.database.ScratchDatabase;
import dev.tidings.digest.Digest;
import dev.tidings.recommender.RecommendationContentSource;
import dev.tidings.settings.Settings;
import dev.tidings.simulation.ClickRule;
import dev.tidings.simulation.SimulatedWeek;
import dev.tidings.simulation.SimulatedWeek.ReasonCount;
import dev.tidings.simulation.Simulation;
import dev.tidings.simulation.Simulation.SimulationOptions;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tidings simulate DIGEST}: rehearses weeks of picks on a copy of the database, with simulated readers. */
@Command(
        name = "simulate",
        description = {
            "Rehearses coming weeks of a digest's picks on a copy of the database, with readers who click by a rule.",
            "Sends nothing, and leaves the database as it is."
        },
        mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {
    private static final int MAX_WEEKS = 104;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIGEST", description = "The digest's name.")
    private String digest = "";

    @Option(
            names = "--weeks",
            paramLabel = "N",
            defaultValue = "8",
            description = "Number of editions, 1 to 104 (default: ${DEFAULT-VALUE}).")
    private int weeks;

    @Option(
            names = "--rule",
            paramLabel = "FILE",
            description =
                    "What readers click: per line a tag or word, and the chance of a click, such as: public art 0.4."
                            + " Without it, they click what has two of their declared words.")
    private @Nullable Path rule;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the readers' random numbers (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() {
        if (weeks < 1 || weeks > MAX_WEEKS) {
            throw new ParameterException(spec.commandLine(), "--weeks is " + weeks + ": give 1 to " + MAX_WEEKS);
        }
        Settings settings = CommandEnvironment.read().forCommand();
        Installation installation = Installation.of(settings);
        Digest chosen = installation.configuration().digests().require(digest);
        if (!chosen.content().source().equals(RecommendationContentSource.NAME)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "The digest \"" + digest + "\" has no picks: give one with content.source: recommendation");
        }
        SimulationOptions options = new SimulationOptions(chosen, weeks, readRule(), seed);
        PrintWriter out = spec.commandLine().getOut();
        out.println("Copying the database. Nothing is sent, and nothing of the simulation is kept.");
        out.flush();
        // The database starts before the program, which configures the log.
        LoggingSystem.get(SimulateCommand.class.getClassLoader()).beforeInitialize();
        try (ScratchDatabase copy = ScratchDatabase.open(settings.data());
                ConfigurableApplicationContext context = installation.openOnCopy(copy)) {
            copy.copyFrom(settings, Simulation.NOT_COPIED);
            run(context.getBean(Simulation.class), options, out);
        }
        return 0;
    }

    private ClickRule readRule() {
        if (rule == null) {
            return ClickRule.SHARED_WORDS;
        }
        if (!Files.isRegularFile(rule)) {
            throw new NoSuchFile(rule);
        }
        return ClickRule.read(rule);
    }

    private void run(Simulation simulation, SimulationOptions options, PrintWriter out) {
        out.println("Readers click " + (rule == null ? "what has two of their declared words" : "by " + rule)
                + "; seed " + seed + ".");
        if (!options.digest().tracking().clicks()) {
            out.println("tracking.clicks is off in this digest: in operation the bot would not learn of these clicks.");
        }
        out.println();
        out.println(
                "week  edition     letters  live  picks  by rule  clicks  new  model  examples  most frequent reasons");
        List<SimulatedWeek> all = new ArrayList<>();
        simulation.run(options, week -> {
            all.add(week);
            out.println(line(week));
            out.flush();
        });
        out.println();
        out.println(summary(all));
        out.flush();
    }

    private static String line(SimulatedWeek week) {
        return String.format(
                ROOT,
                "%4d  %s  %,7d  %,4d  %,5d  %6.0f%%  %,6d  %2.0f%%  %5d  %,8d  %s",
                week.number(),
                week.day(),
                week.letters(),
                week.live(),
                week.picks(),
                100 * week.precision(),
                week.clicks(),
                100 * week.shareOfNew(),
                week.modelVersion(),
                week.examples(),
                week.reasons().stream().map(SimulateCommand::text).collect(Collectors.joining("; ")));
    }

    private static String text(ReasonCount reason) {
        return reason.count() + " " + reason.reason();
    }

    /** Compares the first with the last quarter of the weeks. */
    private static String summary(List<SimulatedWeek> weeks) {
        int quarter = Math.max(1, weeks.size() / 4);
        return "Picks by the rule: " + share(weeks.subList(0, quarter)) + ", "
                + share(weeks.subList(weeks.size() - quarter, weeks.size())) + ".";
    }

    private static String share(List<SimulatedWeek> weeks) {
        int first = weeks.getFirst().number();
        int last = weeks.getLast().number();
        String when = first == last ? "week " + first : "weeks " + first + " to " + last;
        return String.format(ROOT, "%.0f%% in %s", 100 * precision(weeks), when);
    }

    private static double precision(List<SimulatedWeek> weeks) {
        int picks = weeks.stream().mapToInt(SimulatedWeek::picks).sum();
        return weeks.stream().mapToInt(SimulatedWeek::matching).sum() / (double) Math.max(1, picks);
    }
}
