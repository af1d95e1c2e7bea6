package dev.tidings.bench.chaos;

import dev.tidings.bench.chaos.Round.Outcome;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** All rounds on one rig. */
final class Campaign {
    private final Task task;
    private final PrintWriter out;

    /** @param first the first round's number; the last one's is {@code last} */
    record Task(Rig.Plan plan, int recipients, long seed, int first, int last) {}

    Campaign(Task task, PrintWriter out) {
        this.task = task;
        this.out = out;
    }

    Report run() throws InterruptedException {
        say("Seed " + task.seed() + ": PostgreSQL and " + task.plan().jars().size() + " nodes start ...");
        List<Outcome> outcomes = new ArrayList<>();
        Map<String, String> notStaged;
        double takeover;
        try (Rig rig = Rig.build(task.plan())) {
            notStaged = rig.notStageable();
            notStaged.forEach((fault, reason) -> say("not staged: " + fault + ", since " + reason));
            Readers readers = new Readers(rig.database(), task.recipients());
            readers.fill();
            Audit audit = new Audit(rig.database());
            for (int number = task.first(); number <= task.last(); number++) {
                Schedule schedule = Schedule.of(task.seed(), number, rig.nodes().size(), rig.stageable());
                Outcome outcome = new Round(rig, readers, audit, schedule).play();
                tell(outcome);
                outcomes.add(outcome);
            }
            takeover = rig.takeovers().slowest();
        }
        return Report.of(task.seed(), outcomes, takeover, notStaged.keySet());
    }

    private void tell(Outcome outcome) {
        Schedule schedule = outcome.schedule();
        String played = outcome.played().stream()
                .map(fault -> fault.kind().word() + "@" + fault.atPercent())
                .collect(Collectors.joining(" "));
        say(String.format(
                Locale.ROOT,
                "round %d, %s: %d letters, %d unknown, %.1f s; %s",
                schedule.round(),
                schedule.transport(),
                outcome.letters(),
                outcome.unknown(),
                outcome.seconds(),
                played));
        if (!outcome.faults().isEmpty()) {
            outcome.faults().forEach(fault -> say("  " + fault));
            schedule.faults().forEach(fault -> say("  scheduled: " + fault));
            say("  again: bin/chaos --seed " + task.seed() + " --round " + schedule.round());
        }
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
