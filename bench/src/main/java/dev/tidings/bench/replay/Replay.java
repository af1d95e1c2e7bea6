package dev.tidings.bench.replay;

import dev.tidings.bench.replay.Policy.ObservedReader;
import dev.tidings.bench.replay.Policy.SimulatedFeedback;
import dev.tidings.recommender.ranking.OpportunityIndex;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Simulates the weeks of one {@link ReplayEnvironment}, once per policy. */
public final class Replay {
    /**
     * @param weeks the maximum number of letters per reader
     * @param seen the share of letters that are known to be seen
     * @param clicksLost the share of clicks in these letters that are not recorded
     * @param size restricts the data to a small catalog, or null for all
     */
    public record ReplayOptions(
            Path data,
            long seed,
            int weeks,
            double seen,
            double clicksLost,
            List<String> policies,
            @Nullable CatalogSize size) {}

    /**
     * The size of a small catalog with its readers.
     *
     * @param liveItems about how many items are live in a week, if weeks are random
     */
    public record CatalogSize(int readers, int liveItems) {}

    /** The last line of a replay. */
    public record ReplayResult(
            long seed,
            int weeks,
            double seen,
            double clicksLost,
            int readers,
            int items,
            Map<String, PolicyScore> policies) {}

    private final ReplayOptions options;
    private final ReplayEnvironment environment;

    private Replay(ReplayOptions options, ReplayEnvironment environment) {
        this.options = options;
        this.environment = environment;
    }

    /** @param progress receives one line per policy */
    public static ReplayResult run(ReplayOptions options, Consumer<String> progress) {
        ReplayEnvironment environment = ReplayEnvironment.of(
                ReplayDataset.read(options.data()), options.seed(), options.weeks(), options.size());
        return new Replay(options, environment).run(progress);
    }

    private ReplayResult run(Consumer<String> progress) {
        Map<String, PolicyScore> scores = new LinkedHashMap<>();
        OpportunityIndex all = BotPolicy.catalogOfAll(environment);
        for (String name : options.policies()) {
            long start = System.nanoTime();
            Policy policy = Policies.create(name, environment, options.seed());
            PolicyScorer scorer = new PolicyScorer(
                    environment, (first, second) -> all.similarity(BotPolicy.id(first), BotPolicy.id(second)));
            simulate(policy, scorer);
            PolicyScore score = scorer.score(policy.diverged(), (System.nanoTime() - start) / 1e9);
            scores.put(name, score);
            progress.accept(name + " " + score);
        }
        return new ReplayResult(
                options.seed(),
                options.weeks(),
                options.seen(),
                options.clicksLost(),
                environment.readers().size(),
                environment.items().size(),
                scores);
    }

    private void simulate(Policy policy, PolicyScorer scorer) {
        List<ObservedReader> observedReaders = new ArrayList<>();
        for (ReplayEnvironment.ReplayReader reader : environment.readers()) {
            observedReaders.add(new ObservedReader(observedReaders.size(), reader, new HashSet<>()));
        }
        for (int week = 0; week < environment.weeks(); week++) {
            policy.startWeek(week);
            List<SimulatedFeedback> feedback = new ArrayList<>();
            for (ObservedReader observed : observedReaders) {
                if (observed.reader().firstWeek() <= week) {
                    List<Integer> letter = policy.pick(observed, week);
                    scorer.add(observed, week, letter);
                    observed.shown().addAll(letter);
                    feedback.addAll(feedback(observed, week, letter));
                }
            }
            policy.learn(week, feedback);
        }
    }

    /** Returns the feedback on a letter. It is the same for every policy that sends the same items. */
    private List<SimulatedFeedback> feedback(ObservedReader observed, int week, List<Integer> letter) {
        SplittableRandom random = new SplittableRandom((options.seed() * 1_000_003 + observed.number()) * 1_009 + week);
        boolean seen = random.nextDouble() < options.seen();
        List<SimulatedFeedback> feedback = new ArrayList<>();
        for (int item : letter) {
            boolean lost = random.nextDouble() < options.clicksLost();
            boolean taken = seen && !lost && observed.reader().heldOut().contains(item);
            feedback.add(new SimulatedFeedback(observed, item, seen, taken));
        }
        return feedback;
    }
}
