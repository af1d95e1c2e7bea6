package dev.tidings.bench;

import dev.tidings.content.recommendation.bot.Catalog;
import dev.tidings.content.recommendation.bot.Model;
import dev.tidings.content.recommendation.bot.Occasion;
import dev.tidings.content.recommendation.bot.PickSettings;
import dev.tidings.content.recommendation.bot.Reader;
import dev.tidings.content.recommendation.bot.Recommender;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** Picks for many readers, on all cores. */
final class PicksRun {
    /** Readers are made up a batch at a time, off the clock, so that memory does not depend on how many there are. */
    private static final int BATCH = 250;

    private PicksRun() {}

    /**
     * @param catalogCpuSeconds to build the catalog
     * @param seconds of picking, by the clock
     * @param cpuSeconds of this process meanwhile
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
        pick(catalog, readers(readers, 0, Math.min(users, BATCH)));
        double seconds = 0;
        double cpu = 0;
        long picks = 0;
        for (int from = 0; from < users; from += BATCH) {
            List<Reader> batch = readers(readers, from, Math.min(users, from + BATCH));
            double cpuBefore = ProcessUse.ownCpuSeconds();
            long start = System.nanoTime();
            picks += pick(catalog, batch);
            seconds += (System.nanoTime() - start) / 1e9;
            cpu += ProcessUse.ownCpuSeconds() - cpuBefore;
        }
        return new Figures(
                users, items, rounded(catalogCpu), rounded(seconds), rounded(cpu), rounded(cpu * 1e3 / users), picks);
    }

    private static List<Reader> readers(MadeUpReaders readers, int from, int to) {
        return IntStream.range(from, to).parallel().mapToObj(readers::reader).toList();
    }

    /** Each thread takes the next reader when it is done with one, as the program's workers take chunks. */
    private static long pick(Catalog catalog, List<Reader> readers) {
        Occasion occasion = new Occasion("weekly", MadeUpReaders.MONDAY);
        AtomicInteger next = new AtomicInteger();
        LongAdder picks = new LongAdder();
        int threads = Runtime.getRuntime().availableProcessors();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (int thread = 0; thread < threads; thread++) {
                pool.execute(() -> {
                    Recommender recommender = new Recommender(catalog, Model.prior(), PickSettings.DEFAULT);
                    for (int i = next.getAndIncrement(); i < readers.size(); i = next.getAndIncrement()) {
                        picks.add(recommender.pick(readers.get(i), occasion).size());
                    }
                });
            }
        }
        return picks.sum();
    }

    private static double rounded(double value) {
        return Math.round(value * 1e3) / 1e3;
    }
}
