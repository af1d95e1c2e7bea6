package dev.tidings.bench;

import dev.tidings.content.recommendation.bot.Catalog;
import dev.tidings.content.recommendation.bot.Model;
import dev.tidings.content.recommendation.bot.Occasion;
import dev.tidings.content.recommendation.bot.PickSettings;
import dev.tidings.content.recommendation.bot.Recommender;
import java.util.Map;
import java.util.stream.IntStream;

/** Picks for many readers, on all cores. */
final class PicksRun {
    /** Readers are made up as they are needed, so that memory does not depend on how many there are. */
    private static final int WARM_UP = 2_000;

    private PicksRun() {}

    /**
     * @param catalogCpuSeconds to build the catalog
     * @param seconds of picking, by the clock
     * @param cpuSeconds of this process meanwhile, making up the readers included
     */
    record Figures(
            int users,
            int items,
            double catalogCpuSeconds,
            double seconds,
            double cpuSeconds,
            double cpuMillisecondsPerReader,
            long picks) {}

    static Figures measure(int users, int items) {
        MadeUpReaders readers = new MadeUpReaders(items);
        double before = ProcessUse.ownCpuSeconds();
        Catalog catalog = Catalog.of(readers.opportunities(), Map.of());
        double catalogCpu = ProcessUse.ownCpuSeconds() - before;
        Recommender recommender = new Recommender(catalog, Model.prior(), PickSettings.DEFAULT);
        pick(recommender, readers, Math.min(users, WARM_UP));
        double cpuBefore = ProcessUse.ownCpuSeconds();
        long start = System.nanoTime();
        long picks = pick(recommender, readers, users);
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpu = ProcessUse.ownCpuSeconds() - cpuBefore;
        return new Figures(
                users, items, rounded(catalogCpu), rounded(seconds), rounded(cpu), rounded(cpu * 1e3 / users), picks);
    }

    private static long pick(Recommender recommender, MadeUpReaders readers, int users) {
        Occasion occasion = new Occasion("weekly", MadeUpReaders.MONDAY);
        return IntStream.range(0, users)
                .parallel()
                .mapToLong(
                        user -> recommender.pick(readers.reader(user), occasion).size())
                .sum();
    }

    private static double rounded(double value) {
        return Math.round(value * 1e3) / 1e3;
    }
}
