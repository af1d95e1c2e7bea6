package dev.tidings.bench.replay;

import java.util.List;

/** The policies that can be compared. Those named "split" take tags of several words apart, as the bot does. */
public final class Policies {
    public static final List<String> NAMES =
            List.of("bot", "bm25", "rocchio", "bm25-split", "rocchio-split", "popularity", "random");

    private Policies() {}

    static Policy create(String name, ReplayEnvironment world, long seed) {
        return switch (name) {
            case "bot" -> new BotPolicy(world);
            case "bm25" -> new Bm25Policy(world, false);
            case "rocchio" -> new RocchioPolicy(world, false);
            case "bm25-split" -> new Bm25Policy(world, true);
            case "rocchio-split" -> new RocchioPolicy(world, true);
            case "popularity" -> new PopularityPolicy(world, seed);
            case "random" -> new RandomPolicy(world, seed);
            default -> throw new InvalidReplayData("There is no policy " + name + "; there are " + NAMES);
        };
    }
}
