package dev.tidings.bench.chaos;

import dev.tidings.bench.chaos.Fault.FaultKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The random choices of one round. The seed and the round's number determine all of them.
 *
 * @param transport {@code smtp} in odd rounds, {@code resend} in even rounds
 * @param latency of the server for each letter or request
 */
record FaultSchedule(int round, String transport, Duration latency, List<Fault> faults) {
    private static final int MAX_FAULTS = 4;

    /** @param kinds the faults to choose from */
    static FaultSchedule draw(long seed, int round, int nodes, List<FaultKind> kinds) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + round);
        random.nextLong();
        boolean smtp = round % 2 == 1;
        List<Fault> faults = new ArrayList<>();
        int count = 1 + random.nextInt(MAX_FAULTS);
        for (int i = 0; i < count; i++) {
            faults.add(new Fault(
                    kinds.get(random.nextInt(kinds.size())),
                    random.nextInt(90),
                    random.nextInt(nodes),
                    1 + random.nextInt(5),
                    200 + random.nextInt(1_800)));
        }
        faults.sort(Comparator.comparingInt(Fault::atPercent));
        Duration latency = Duration.ofMillis(smtp ? 1 + random.nextInt(12) : 50 + random.nextInt(400));
        return new FaultSchedule(round, smtp ? "smtp" : "resend", latency, List.copyOf(faults));
    }
}
