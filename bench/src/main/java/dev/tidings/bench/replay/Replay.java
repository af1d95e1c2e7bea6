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

/** The weeks of one world, once per policy. */
public final class Replay {
    /**
     * @param weeks how many letters a reader gets at most
     * @param seen the share of letters that anything is heard of
     * @param clicksLost of those, the share of clicks that get lost on the way
     */
    public record ReplayOptions(
            Path data, long seed, int weeks, double seen, double clicksLost, List<String> policies) {}

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

    private Replay(ReplayOptions plan, ReplayEnvironment world) {
        this.options = plan;
        this.environment = world;
    }

    /** @param progress is told a line now and then */
    public static ReplayResult run(ReplayOptions plan, Consumer<String> progress) {
        ReplayEnvironment world = ReplayEnvironment.of(ReplayDataset.read(plan.data()), plan.seed(), plan.weeks());
        return new Replay(plan, world).run(progress);
    }

    private ReplayResult run(Consumer<String> progress) {
        Map<String, PolicyScore> scores = new LinkedHashMap<>();
        OpportunityIndex all = BotPolicy.catalogOfAll(environment);
        for (String name : options.policies()) {
            long start = System.nanoTime();
            Policy policy = Policies.create(name, environment, options.seed());
            PolicyScorer scorer = new PolicyScorer(
                    environment, (one, other) -> all.similarity(BotPolicy.id(one), BotPolicy.id(other)));
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
        List<ObservedReader> visitors = new ArrayList<>();
        for (ReplayEnvironment.ReplayReader person : environment.readers()) {
            visitors.add(new ObservedReader(visitors.size(), person, new HashSet<>()));
        }
        for (int week = 0; week < environment.weeks(); week++) {
            policy.startWeek(week);
            List<SimulatedFeedback> answers = new ArrayList<>();
            for (ObservedReader visitor : visitors) {
                if (visitor.reader().firstWeek() <= week) {
                    List<Integer> letter = policy.pick(visitor, week);
                    scorer.add(visitor, week, letter);
                    visitor.shown().addAll(letter);
                    answers.addAll(feedback(visitor, week, letter));
                }
            }
            policy.learn(week, answers);
        }
    }

    /** What is heard of a letter; the same for every policy that sends the same items. */
    private List<SimulatedFeedback> feedback(ObservedReader visitor, int week, List<Integer> letter) {
        SplittableRandom chance = new SplittableRandom((options.seed() * 1_000_003 + visitor.number()) * 1_009 + week);
        boolean seen = chance.nextDouble() < options.seen();
        List<SimulatedFeedback> answers = new ArrayList<>();
        for (int item : letter) {
            boolean lost = chance.nextDouble() < options.clicksLost();
            boolean taken = seen && !lost && visitor.reader().heldOut().contains(item);
            answers.add(new SimulatedFeedback(visitor, item, seen, taken));
        }
        return answers;
    }
}
