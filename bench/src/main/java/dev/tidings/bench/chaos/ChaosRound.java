package dev.tidings.bench.chaos;

import dev.tidings.bench.chaos.Fault.FaultKind;
import dev.tidings.bench.chaos.LedgerAudit.AuditLimits;
import dev.tidings.bench.chaos.LedgerAudit.LedgerAuditFindings;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One edition with the faults of its schedule, and the audit after it. */
final class ChaosRound {
    private static final LocalDate FIRST_MONDAY = LocalDate.of(2020, 1, 6);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    /** A fault whose moment does not come, since another one holds letters up, strikes after so long. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    private static final int CHUNK = 500;
    private static final int SMTP_BATCH = 25;
    private static final int RESEND_BATCH = 100;

    /** Of one node to the mail server, unless {@code SMTP_URL} says otherwise. */
    private static final int SMTP_CONNECTIONS = 4;

    private final Testbed rig;
    private final ChaosUsers readers;
    private final LedgerAudit audit;
    private final FaultSchedule schedule;

    ChaosRound(Testbed rig, ChaosUsers readers, LedgerAudit audit, FaultSchedule schedule) {
        this.rig = rig;
        this.readers = readers;
        this.audit = audit;
        this.schedule = schedule;
    }

    /**
     * What came of it.
     *
     * @param injected the faults that struck before the edition was closed
     * @param changes of readers that were answered
     * @param faults of Tidings, in words; none if all is well
     */
    record RoundOutcome(
            FaultSchedule schedule,
            List<Fault> injected,
            int letters,
            int twice,
            int lost,
            int unknown,
            int changes,
            int samples,
            double seconds,
            List<String> faults) {}

    RoundOutcome run() throws InterruptedException {
        long begin = System.nanoTime();
        LocalDate monday = FIRST_MONDAY.plusWeeks(schedule.round());
        readers.prepareWeek(monday);
        rig.behavior().setLatency(schedule.latency());
        int before = rig.received().size();
        int cutsBefore = rig.cuts().cutCount();
        EditionOperator operator =
                EditionOperator.open(rig.nodes(), TestbedConfiguration.digest(schedule.transport()), monday.toString());
        long edition = operator.edition();
        List<Fault> played = new ArrayList<>();
        EditionAwaiter watch = new EditionAwaiter(rig.database(), edition);
        RecipientChanges changes =
                new RecipientChanges(rig, readers, TestbedConfiguration.digest(schedule.transport()));
        boolean closed;
        List<String> restarting;
        LedgerSampler sampler = new LedgerSampler(rig.database(), edition);
        try (sampler) {
            try (FaultInjector stage = new FaultInjector(rig, operator, changes)) {
                for (Fault fault : schedule.faults()) {
                    awaitMoment(fault, before);
                    if (!watch.isClosed()) {
                        stage.inject(fault);
                        played.add(fault);
                    }
                }
            }
            closed = watch.awaitClosed(operator);
            restarting = rig.awaitRestarts();
            // A journal may say that letters did not leave, and open the edition again.
            closed = closed && watch.awaitClosed(operator);
        }
        int cuts = rig.cuts().cutCount() - cutsBefore;
        LedgerAuditFindings findings = audit.examine(
                edition,
                limits(edition, played, changes.optOutRequests(), cuts),
                () -> rig.received().since(before));
        List<String> faults = new ArrayList<>(sampler.faults());
        faults.addAll(findings.faults());
        restarting.forEach(node -> faults.add(node + " is not ready, or has not settled its journals"));
        if (!closed) {
            faults.add("edition " + edition + " is not closed after " + EditionAwaiter.TIMEOUT.toSeconds()
                    + " s without faults");
        }
        return new RoundOutcome(
                schedule,
                played,
                findings.letters(),
                findings.twice(),
                findings.lost(),
                findings.unknown(),
                changes.answered(),
                sampler.samples(),
                (System.nanoTime() - begin) / 1e9,
                faults);
    }

    /** Waits for the fault's moment; not longer than it may be waited for. */
    private void awaitMoment(Fault fault, int before) throws InterruptedException {
        int letters = readers.dueCount() * fault.atPercent() / 100;
        long end = System.nanoTime() + MAX_WAIT.toNanos();
        while (rig.received().size() - before < letters && System.nanoTime() < end) {
            Thread.sleep(POLL_INTERVAL);
        }
    }

    /** Who opts out before being planned gets no row. Cancelling ends planning: then all are due who were planned. */
    private AuditLimits limits(long edition, List<Fault> played, Set<String> optOuts, int cuts) {
        Set<String> mayBeMissing = isCancelled(played) ? Set.of() : ChaosUsers.due(optOuts);
        return new AuditLimits(
                due(edition, played) - mayBeMissing.size(),
                mayBeMissing,
                optOuts,
                skipReasons(played),
                maxUnknown(played, cuts));
    }

    private static Set<String> skipReasons(List<Fault> played) {
        return isCancelled(played)
                ? Set.of("NO_CONTENT", "SUPPRESSED", "CANCELLED")
                : Set.of("NO_CONTENT", "SUPPRESSED");
    }

    private static boolean isCancelled(List<Fault> played) {
        return played.stream().anyMatch(fault -> fault.kind() == FaultKind.CANCELLED);
    }

    /** Cancelling ends planning: then nobody is due who was not planned by then. */
    private int due(long edition, List<Fault> played) {
        return !isCancelled(played)
                ? readers.dueCount()
                : rig.database()
                        .jdbc()
                        .sql("select coalesce(sum(due), 0) from chunk where edition_id = :edition")
                        .param("edition", edition)
                        .query(Integer.class)
                        .single();
    }

    /**
     * The most letters whose answers may be lost. By SMTP: one for each connection that was cut, and one batch of each
     * chunk for each fault that may leave one in the middle; of a killed node that starts again with its journals, one for
     * each connection. Through Resend none, until the edition is cancelled: then
     * what is being tried, and what waits to be tried again without an answer.
     */
    private int maxUnknown(List<Fault> played, int cuts) {
        int chunks = (readers.dueCount() + CHUNK - 1) / CHUNK;
        int stranded = chunks
                * (int) played.stream()
                        .filter(fault -> fault.kind().mayStrandBatch() && !keepsJournals(fault, played))
                        .count();
        if (schedule.transport().equals("smtp")) {
            int kept = (int) played.stream()
                    .filter(fault -> keepsJournals(fault, played))
                    .count();
            return stranded * SMTP_BATCH + kept * SMTP_CONNECTIONS + cuts;
        }
        int unanswered = played.stream()
                .filter(fault -> fault.kind() == FaultKind.NOT_NOW || fault.kind() == FaultKind.NOT_NOW_AT_LAST)
                .mapToInt(Fault::amount)
                .sum();
        return isCancelled(played) ? (stranded + unanswered + cuts) * RESEND_BATCH : 0;
    }

    /** Whether a fault kills a node whose journals no fault of the round takes away. */
    private static boolean keepsJournals(Fault fault, List<Fault> played) {
        return fault.kind() == FaultKind.NODE_KILLED
                && played.stream()
                        .filter(other -> other.node() == fault.node())
                        .noneMatch(other ->
                                other.kind() == FaultKind.JOURNAL_LOST || other.kind() == FaultKind.FOLDER_RESTORED);
    }
}
