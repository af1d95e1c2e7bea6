package dev.tidings.bench.replay;

import java.util.List;

/** The policies that can be compared. */
public final class Policies {
    public static final List<String> NAMES = List.of("bot", "bm25", "rocchio", "popularity", "random");

    private Policies() {}

    static Policy named(String name, World world, long seed) {
        return switch (name) {
            case "bot" -> new BotPolicy(world);
            case "bm25" -> new Bm25Policy(world);
            case "rocchio" -> new RocchioPolicy(world);
            case "popularity" -> new PopularityPolicy(world, seed);
            case "random" -> new RandomPolicy(world, seed);
            default -> throw new DataRefused("There is no policy " + name + "; there are " + NAMES);
        };
    }
}
