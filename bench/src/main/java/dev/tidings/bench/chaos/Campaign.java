package dev.tidings.bench.chaos;

import dev.tidings.bench.chaos.Fault.Kind;
import dev.tidings.bench.chaos.Round.Outcome;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
        say(
                "Seed %d: PostgreSQL and %d nodes start ...",
                task.seed(), task.plan().jars().size());
        List<Outcome> outcomes = new ArrayList<>();
        try (Rig rig = Rig.build(task.plan())) {
            Readers readers = new Readers(rig.database(), task.recipients());
            readers.fill();
            Audit audit = new Audit(rig.database());
            for (int number = task.first(); number <= task.last(); number++) {
                Schedule schedule = Schedule.of(task.seed(), number, rig.nodes().size(), List.of(Kind.values()));
                Outcome outcome = new Round(rig, readers, audit, schedule).play();
                tell(outcome);
                outcomes.add(outcome);
            }
        }
        return Report.of(task.seed(), outcomes);
    }

    private void tell(Outcome outcome) {
        Schedule schedule = outcome.schedule();
        say(
                "round %d, %s: %d letters, %d unknown, %.1f s; %s",
                schedule.round(),
                schedule.transport(),
                outcome.letters(),
                outcome.unknown(),
                outcome.seconds(),
                outcome.played().stream()
                        .map(fault -> fault.kind().word() + "@" + fault.atPercent())
                        .collect(Collectors.joining(" ")));
        if (!outcome.faults().isEmpty()) {
            outcome.faults().forEach(fault -> say("  %s", fault));
            schedule.faults().forEach(fault -> say("  scheduled: %s", fault));
            say("  again: bin/chaos --seed %d --round %d", task.seed(), schedule.round());
        }
    }

    private void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
