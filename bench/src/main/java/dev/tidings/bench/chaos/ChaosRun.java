package dev.tidings.bench.chaos;

import dev.tidings.bench.chaos.ChaosRound.RoundOutcome;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** All rounds on one test bed. */
final class ChaosRun {
    private final ChaosOptions options;
    private final PrintWriter out;

    /** @param first the first round's number; the last one's is {@code last} */
    record ChaosOptions(Testbed.TestbedSpec plan, int recipients, long seed, int first, int last) {}

    ChaosRun(ChaosOptions task, PrintWriter out) {
        this.options = task;
        this.out = out;
    }

    ChaosReport run() throws InterruptedException {
        print("Seed " + options.seed() + ": PostgreSQL and "
                + options.plan().jars().size() + " nodes start ...");
        List<RoundOutcome> outcomes = new ArrayList<>();
        Map<String, String> notStaged;
        double takeover;
        try (Testbed rig = Testbed.build(options.plan())) {
            notStaged = rig.unsupportedFaults();
            notStaged.forEach((fault, reason) -> print("not staged: " + fault + ", since " + reason));
            ChaosUsers readers = new ChaosUsers(rig.database(), options.recipients());
            readers.insert();
            LedgerAudit audit = new LedgerAudit(rig.database());
            for (int number = options.first(); number <= options.last(); number++) {
                FaultSchedule schedule =
                        FaultSchedule.draw(options.seed(), number, rig.nodes().size(), rig.supportedFaults());
                RoundOutcome outcome = new ChaosRound(rig, readers, audit, schedule).run();
                printOutcome(outcome);
                outcomes.add(outcome);
            }
            takeover = rig.takeovers().slowest();
        }
        return ChaosReport.of(options.seed(), outcomes, takeover, notStaged.keySet());
    }

    private void printOutcome(RoundOutcome outcome) {
        FaultSchedule schedule = outcome.schedule();
        String played = outcome.injected().stream()
                .map(fault -> fault.kind().cliName() + "@" + fault.atPercent())
                .collect(Collectors.joining(" "));
        print(String.format(
                Locale.ROOT,
                "round %d, %s: %d letters, %d unknown, %.1f s; %s",
                schedule.round(),
                schedule.transport(),
                outcome.letters(),
                outcome.unknown(),
                outcome.seconds(),
                played));
        if (!outcome.faults().isEmpty()) {
            outcome.faults().forEach(fault -> print("  " + fault));
            schedule.faults().forEach(fault -> print("  scheduled: " + fault));
            print("  again: bin/chaos --seed " + options.seed() + " --round " + schedule.round());
        }
    }

    private void print(String line) {
        out.println(line);
        out.flush();
    }
}
