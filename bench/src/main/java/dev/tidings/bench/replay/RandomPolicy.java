package dev.tidings.bench.replay;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Picks anything. */
final class RandomPolicy implements Policy {
    private final World world;
    private final SplittableRandom random;
    private int[] live = {};

    RandomPolicy(World world, long seed) {
        this.world = world;
        random = new SplittableRandom(seed);
    }

    @Override
    public void begin(int week) {
        live = world.live(week);
    }

    @Override
    public List<Integer> pick(Visitor visitor, int week) {
        Set<Integer> letter = new LinkedHashSet<>();
        for (int tries = 0; tries < live.length && letter.size() < Ranking.PLACES; tries++) {
            int item = live[random.nextInt(live.length)];
            if (Ranking.isNew(visitor, item)) {
                letter.add(item);
            }
        }
        return List.copyOf(letter);
    }

    @Override
    public void learn(int week, List<Answer> answers) {}
}
