package dev.tidings.bench.replay;

import dev.tidings.bench.replay.Policy.Answer;
import dev.tidings.bench.replay.Policy.Visitor;
import dev.tidings.content.recommendation.bot.Catalog;
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
    public record Plan(Path data, long seed, int weeks, double seen, double clicksLost, List<String> policies) {}

    /** The last line of a replay. */
    public record Result(
            long seed,
            int weeks,
            double seen,
            double clicksLost,
            int readers,
            int items,
            Map<String, Score> policies) {}

    private final Plan plan;
    private final World world;

    private Replay(Plan plan, World world) {
        this.plan = plan;
        this.world = world;
    }

    /** @param progress is told a line now and then */
    public static Result run(Plan plan, Consumer<String> progress) {
        World world = World.of(Library.read(plan.data()), plan.seed(), plan.weeks());
        return new Replay(plan, world).run(progress);
    }

    private Result run(Consumer<String> progress) {
        Map<String, Score> scores = new LinkedHashMap<>();
        Catalog all = BotPolicy.catalogOfAll(world);
        for (String name : plan.policies()) {
            long start = System.nanoTime();
            Policy policy = Policies.named(name, world, plan.seed());
            Scorer scorer = new Scorer(world, (one, other) -> all.likeness(BotPolicy.id(one), BotPolicy.id(other)));
            play(policy, scorer);
            Score score = scorer.score(policy.diverged(), (System.nanoTime() - start) / 1e9);
            scores.put(name, score);
            progress.accept(name + " " + score);
        }
        return new Result(
                plan.seed(),
                plan.weeks(),
                plan.seen(),
                plan.clicksLost(),
                world.people().size(),
                world.items().size(),
                scores);
    }

    private void play(Policy policy, Scorer scorer) {
        List<Visitor> visitors = new ArrayList<>();
        for (World.Person person : world.people()) {
            visitors.add(new Visitor(visitors.size(), person, new HashSet<>()));
        }
        for (int week = 0; week < world.weeks(); week++) {
            policy.begin(week);
            List<Answer> answers = new ArrayList<>();
            for (Visitor visitor : visitors) {
                if (visitor.person().joined() <= week) {
                    List<Integer> letter = policy.pick(visitor, week);
                    scorer.add(visitor, week, letter);
                    visitor.shown().addAll(letter);
                    answers.addAll(answers(visitor, week, letter));
                }
            }
            policy.learn(week, answers);
        }
    }

    /** What is heard of a letter; the same for every policy that sends the same items. */
    private List<Answer> answers(Visitor visitor, int week, List<Integer> letter) {
        SplittableRandom chance = new SplittableRandom((plan.seed() * 1_000_003 + visitor.number()) * 1_009 + week);
        boolean seen = chance.nextDouble() < plan.seen();
        List<Answer> answers = new ArrayList<>();
        for (int item : letter) {
            boolean lost = chance.nextDouble() < plan.clicksLost();
            boolean taken = seen && !lost && visitor.person().hidden().contains(item);
            answers.add(new Answer(visitor, item, seen, taken));
        }
        return answers;
    }
}
