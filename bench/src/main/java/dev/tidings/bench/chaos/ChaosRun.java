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

    /**
     * The options of a run.
     *
     * @param first the number of the first round
     * @param last the number of the last round
     */
    record ChaosOptions(Testbed.TestbedSpec spec, int recipients, long seed, int first, int last) {}

    ChaosRun(ChaosOptions options, PrintWriter out) {
        this.options = options;
        this.out = out;
    }

    ChaosReport run() throws InterruptedException {
        print("Seed " + options.seed() + ": starting PostgreSQL and "
                + options.spec().jars().size() + " nodes");
        List<RoundOutcome> outcomes = new ArrayList<>();
        Map<String, String> unsupported;
        double takeover;
        try (Testbed testbed = Testbed.build(options.spec())) {
            unsupported = testbed.faultSupport().unsupported();
            unsupported.forEach((fault, reason) -> print("unsupported: " + fault + " (" + reason + ")"));
            ChaosUsers users = new ChaosUsers(testbed.database(), options.recipients());
            users.insert();
            LedgerAudit audit = new LedgerAudit(testbed.database());
            for (int number = options.first(); number <= options.last(); number++) {
                FaultSchedule schedule = FaultSchedule.draw(
                        options.seed(),
                        number,
                        testbed.nodes().size(),
                        testbed.faultSupport().supported(options.spec().kinds()));
                RoundOutcome outcome = new ChaosRound(testbed, users, audit, schedule).run();
                printOutcome(outcome);
                outcomes.add(outcome);
            }
            takeover = testbed.takeovers().slowest();
        }
        return ChaosReport.of(options.seed(), outcomes, takeover, unsupported.keySet());
    }

    private void printOutcome(RoundOutcome outcome) {
        FaultSchedule schedule = outcome.schedule();
        String injected = outcome.injected().stream()
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
                injected));
        if (!outcome.violations().isEmpty()) {
            outcome.violations().forEach(violation -> print("  " + violation));
            schedule.faults().forEach(fault -> print("  scheduled: " + fault));
            print("  repeat: bin/chaos --seed " + options.seed() + " --round " + schedule.round());
        }
    }

    private void print(String line) {
        out.println(line);
        out.flush();
    }
}
