package dev.tidings.bench;

import dev.tidings.recommender.ranking.OpportunityIndex;
import dev.tidings.recommender.ranking.PickSettings;
import dev.tidings.recommender.ranking.RankingModel;
import dev.tidings.recommender.ranking.Reader;
import dev.tidings.recommender.ranking.Recommender;
import dev.tidings.recommender.ranking.SendContext;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** Measures picking for many readers on all cores. */
final class PicksRun {
    /** Readers are generated in batches, outside the measured time. This bounds the memory. */
    private static final int BATCH = 250;

    private PicksRun() {}

    /**
     * @param catalogCpuSeconds CPU for building the index
     * @param seconds elapsed time of picking
     * @param cpuSeconds CPU of this process in this time
     */
    record PicksMeasurement(
            int users,
            int items,
            double catalogCpuSeconds,
            double seconds,
            double cpuSeconds,
            double cpuMillisecondsPerReader,
            long picks) {}

    static PicksMeasurement measure(int users, int items) {
        RecommenderWorkload workload = new RecommenderWorkload(items);
        double before = ProcessUsage.ownCpuSeconds();
        OpportunityIndex catalog = OpportunityIndex.of(workload.opportunities(), Map.of());
        double catalogCpu = ProcessUsage.ownCpuSeconds() - before;
        pick(catalog, readers(workload, 0, Math.min(users, BATCH)));
        double seconds = 0;
        double cpu = 0;
        long picks = 0;
        for (int from = 0; from < users; from += BATCH) {
            List<Reader> batch = readers(workload, from, Math.min(users, from + BATCH));
            double cpuBefore = ProcessUsage.ownCpuSeconds();
            long start = System.nanoTime();
            picks += pick(catalog, batch);
            seconds += (System.nanoTime() - start) / 1e9;
            cpu += ProcessUsage.ownCpuSeconds() - cpuBefore;
        }
        return new PicksMeasurement(
                users, items, rounded(catalogCpu), rounded(seconds), rounded(cpu), rounded(cpu * 1e3 / users), picks);
    }

    private static List<Reader> readers(RecommenderWorkload workload, int from, int to) {
        return IntStream.range(from, to).parallel().mapToObj(workload::reader).toList();
    }

    /** Each thread takes the next reader when it has finished one, as the program's workers take chunks. */
    private static long pick(OpportunityIndex catalog, List<Reader> readers) {
        SendContext context = new SendContext("weekly", RecommenderWorkload.MONDAY);
        AtomicInteger next = new AtomicInteger();
        LongAdder picks = new LongAdder();
        int threads = Runtime.getRuntime().availableProcessors();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (int thread = 0; thread < threads; thread++) {
                pool.execute(() -> {
                    Recommender recommender = new Recommender(catalog, RankingModel.prior(), PickSettings.DEFAULT);
                    for (int i = next.getAndIncrement(); i < readers.size(); i = next.getAndIncrement()) {
                        picks.add(recommender.pick(readers.get(i), context).size());
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
