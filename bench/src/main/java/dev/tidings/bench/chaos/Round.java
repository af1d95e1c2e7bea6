package dev.tidings.bench.chaos;

import dev.tidings.bench.chaos.Audit.Findings;
import dev.tidings.bench.chaos.Fault.Kind;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One edition from its opening to its closing while the schedule's faults strike, and what the audit says of it. */
final class Round {
    private static final LocalDate FIRST_MONDAY = LocalDate.of(2020, 1, 6);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    /** A fault whose moment does not come, since another one holds letters up, strikes after so long. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private static final int CHUNK = 500;
    private static final int SMTP_BATCH = 25;
    private static final int RESEND_BATCH = 100;

    private final Rig rig;
    private final Readers readers;
    private final Audit audit;
    private final Schedule schedule;

    Round(Rig rig, Readers readers, Audit audit, Schedule schedule) {
        this.rig = rig;
        this.readers = readers;
        this.audit = audit;
        this.schedule = schedule;
    }

    /**
     * What came of it.
     *
     * @param played the faults that struck before the edition was closed
     * @param faults of Tidings, in words; none if all is well
     */
    record Outcome(
            Schedule schedule,
            List<Fault> played,
            int letters,
            int twice,
            int lost,
            int unknown,
            int samples,
            double seconds,
            List<String> faults) {}

    Outcome play() throws InterruptedException {
        long begin = System.nanoTime();
        LocalDate monday = FIRST_MONDAY.plusWeeks(schedule.round());
        readers.prepare(monday);
        rig.mood().slow(schedule.latency());
        int before = rig.book().size();
        int cutsBefore = rig.cuts().made();
        Operator operator =
                Operator.open(rig.nodes(), RigConfiguration.digest(schedule.transport()), monday.toString());
        long edition = operator.edition();
        List<Fault> played = new ArrayList<>();
        EditionWatch watch = new EditionWatch(rig.database(), edition);
        boolean closed;
        Sampler sampler = new Sampler(rig.database(), edition);
        try (sampler) {
            try (Stage stage = new Stage(rig, operator)) {
                for (Fault fault : schedule.faults()) {
                    moment(fault, before);
                    if (!watch.isClosed()) {
                        stage.play(fault);
                        played.add(fault);
                    }
                }
            }
            closed = watch.untilClosed(operator);
        }
        int cuts = rig.cuts().made() - cutsBefore;
        Findings findings = audit.examine(
                edition, due(edition, played), skipReasons(played), rig.book().from(before), inFlight(played, cuts));
        List<String> faults = new ArrayList<>(sampler.faults());
        faults.addAll(findings.faults());
        if (!closed) {
            faults.add("edition " + edition + " is not closed after " + EditionWatch.LIMIT.toSeconds()
                    + " s without faults");
        }
        return new Outcome(
                schedule,
                played,
                findings.letters(),
                findings.twice(),
                findings.lost(),
                findings.unknown(),
                sampler.samples(),
                (System.nanoTime() - begin) / 1e9,
                faults);
    }

    /** Waits for the fault's moment; not longer than it may be waited for. */
    private void moment(Fault fault, int before) throws InterruptedException {
        int letters = readers.due() * fault.atPercent() / 100;
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (rig.book().size() - before < letters && System.nanoTime() < end) {
            Thread.sleep(LOOK_EVERY);
        }
    }

    private static Set<String> skipReasons(List<Fault> played) {
        return isCancelled(played)
                ? Set.of("NO_CONTENT", "SUPPRESSED", "CANCELLED")
                : Set.of("NO_CONTENT", "SUPPRESSED");
    }

    private static boolean isCancelled(List<Fault> played) {
        return played.stream().anyMatch(fault -> fault.kind() == Kind.CANCELLED);
    }

    /** Cancelling ends planning: then nobody is due who was not planned by then. */
    private int due(long edition, List<Fault> played) {
        return !isCancelled(played)
                ? readers.due()
                : rig.database()
                        .jdbc()
                        .sql("select coalesce(sum(due), 0) from chunk where edition_id = :edition")
                        .param("edition", edition)
                        .query(Integer.class)
                        .single();
    }

    /**
     * The most letters whose answers may be lost. By SMTP: one for each connection that was cut, and one batch of each chunk
     * for each fault that may leave one in the middle. Through Resend none, until the edition is cancelled: then what is being
     * tried, and what waits to be tried again without an answer.
     */
    private int inFlight(List<Fault> played, int cuts) {
        int chunks = (readers.due() + CHUNK - 1) / CHUNK;
        int stranded = chunks
                * (int) played.stream()
                        .filter(fault -> fault.kind().stranding())
                        .count();
        if (schedule.transport().equals("smtp")) {
            return stranded * SMTP_BATCH + cuts;
        }
        int unanswered = played.stream()
                .filter(fault -> fault.kind() == Kind.NOT_NOW || fault.kind() == Kind.NOT_NOW_AT_LAST)
                .mapToInt(Fault::amount)
                .sum();
        return isCancelled(played) ? (stranded + unanswered + cuts) * RESEND_BATCH : 0;
    }
}
