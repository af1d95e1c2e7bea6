package dev.tidings.bench.replay;

import java.util.List;

/** The policies that can be compared. Those named "split" split tags of several words, as the bot does. */
public final class Policies {
    public static final List<String> NAMES =
            List.of("bot", "bm25", "rocchio", "bm25-split", "rocchio-split", "popularity", "random");

    private Policies() {}

    static Policy create(String name, ReplayEnvironment environment, long seed) {
        return switch (name) {
            case "bot" -> new BotPolicy(environment);
            case "bm25" -> new Bm25Policy(environment, false);
            case "rocchio" -> new RocchioPolicy(environment, false);
            case "bm25-split" -> new Bm25Policy(environment, true);
            case "rocchio-split" -> new RocchioPolicy(environment, true);
            case "popularity" -> new PopularityPolicy(environment, seed);
            case "random" -> new RandomPolicy(environment, seed);
            default -> throw new InvalidReplayData("There is no policy " + name + ". Known policies: " + NAMES);
        };
    }
}
