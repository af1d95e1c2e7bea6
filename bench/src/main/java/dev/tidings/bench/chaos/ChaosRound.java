package dev.tidings.bench.chaos;

import dev.tidings.bench.chaos.Fault.FaultKind;
import dev.tidings.bench.chaos.LedgerAudit.AuditLimits;
import dev.tidings.bench.chaos.LedgerAudit.LedgerAuditFindings;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Sends one edition, injects the scheduled faults, and audits the result. */
final class ChaosRound {
    private static final LocalDate FIRST_MONDAY = LocalDate.of(2020, 1, 6);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    /** Maximum wait for a fault's trigger; then it is injected anyway. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    private static final int CHUNK = 500;
    private static final int SMTP_BATCH = 25;
    private static final int RESEND_BATCH = 100;

    /** Connections of one node to the mail server, by default. */
    private static final int SMTP_CONNECTIONS = 4;

    private final Testbed testbed;
    private final ChaosUsers users;
    private final LedgerAudit audit;
    private final FaultSchedule schedule;

    ChaosRound(Testbed testbed, ChaosUsers users, LedgerAudit audit, FaultSchedule schedule) {
        this.testbed = testbed;
        this.users = users;
        this.audit = audit;
        this.schedule = schedule;
    }

    /**
     * The result of a round.
     *
     * @param injected the faults that were injected before the edition closed
     * @param letters rows of the edition in the ledger
     * @param twice letters that a recipient got a second time
     * @param lost letters that are missing or still owed
     * @param changes recipient changes that were answered
     * @param samples ledger samples
     * @param violations descriptions of violated invariants
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
            List<String> violations) {}

    RoundOutcome run() throws InterruptedException {
        long begin = System.nanoTime();
        LocalDate monday = FIRST_MONDAY.plusWeeks(schedule.round());
        MissingNumbers missing = new MissingNumbers(testbed.database(), users, schedule, monday);
        testbed.behavior().setLatency(schedule.latency());
        int before = testbed.received().size();
        int cutsBefore = testbed.cuts().cutCount();
        String digest = TestbedConfiguration.digest(schedule.transport());
        EditionOperator operator = EditionOperator.open(testbed.nodes(), digest, monday.toString());
        missing.resolve(operator);
        long edition = operator.edition();
        List<Fault> injected;
        EditionAwaiter awaiter = new EditionAwaiter(testbed.database(), edition);
        RecipientChanges changes = new RecipientChanges(testbed, users, digest);
        boolean closed;
        List<String> restarting;
        LedgerSampler sampler = new LedgerSampler(testbed.database(), edition);
        try (sampler) {
            try (FaultInjector injector = new FaultInjector(testbed, operator, changes)) {
                injected = inject(injector, awaiter, before);
            }
            closed = awaiter.awaitClosed(operator);
            restarting = testbed.awaitRestarts();
            // A journal may show that letters were not sent, which reopens the edition.
            closed = closed && awaiter.awaitClosed(operator);
            closed = closed && closedAfterRetry(injected, operator, awaiter);
        }
        LedgerAuditFindings findings = audit.examine(
                edition,
                limits(
                        edition,
                        injected,
                        changes.optOutRequests(),
                        testbed.cuts().cutCount() - cutsBefore),
                () -> testbed.received().since(before));
        List<String> violations = new ArrayList<>(sampler.violations());
        violations.addAll(findings.violations());
        violations.addAll(unfinished(edition, closed, restarting));
        return new RoundOutcome(
                schedule,
                injected,
                findings.letters(),
                findings.twice(),
                findings.lost(),
                findings.unknown(),
                changes.answered(),
                sampler.samples(),
                (System.nanoTime() - begin) / 1e9,
                violations);
    }

    /** Has letters of the closed edition sent again, if the round does so. Returns whether the edition closes again. */
    private static boolean closedAfterRetry(List<Fault> injected, EditionOperator operator, EditionAwaiter awaiter)
            throws InterruptedException {
        if (injected.stream().anyMatch(fault -> fault.kind() == FaultKind.RETRIED)) {
            operator.retry();
        }
        return awaiter.awaitClosed(operator);
    }

    /** Injects the faults at their times until the edition is closed. Returns the injected ones. */
    private List<Fault> inject(FaultInjector injector, EditionAwaiter awaiter, int before) throws InterruptedException {
        List<Fault> injected = new ArrayList<>();
        for (Fault fault : schedule.faults()) {
            awaitTrigger(fault, before);
            if (!awaiter.isClosed()) {
                injector.inject(fault);
                injected.add(fault);
            }
        }
        return injected;
    }

    private static List<String> unfinished(long edition, boolean closed, List<String> restarting) {
        List<String> unfinished = new ArrayList<>();
        restarting.forEach(node -> unfinished.add(node + " is not ready, or has not settled its journals"));
        if (!closed) {
            unfinished.add("edition " + edition + " is not closed " + EditionAwaiter.TIMEOUT.toSeconds()
                    + " s after the last fault");
        }
        return unfinished;
    }

    /** Waits until the servers have accepted the fault's share of the letters, for at most {@link #MAX_WAIT}. */
    private void awaitTrigger(Fault fault, int before) throws InterruptedException {
        int letters = users.dueCount() * fault.atPercent() / 100;
        long end = System.nanoTime() + MAX_WAIT.toNanos();
        while (testbed.received().size() - before < letters && System.nanoTime() < end) {
            Thread.sleep(POLL_INTERVAL);
        }
    }

    /** A recipient who opts out before planning gets no row. */
    private AuditLimits limits(long edition, List<Fault> injected, Set<String> optOuts, int cuts) {
        Set<String> mayBeMissing = isCancelled(injected) ? Set.of() : ChaosUsers.due(optOuts);
        return new AuditLimits(
                due(edition, injected) - mayBeMissing.size(),
                mayBeMissing,
                optOuts,
                skipReasons(injected),
                maxUnknown(injected, cuts));
    }

    private static Set<String> skipReasons(List<Fault> injected) {
        return isCancelled(injected)
                ? Set.of("NO_CONTENT", "SUPPRESSED", "CANCELLED")
                : Set.of("NO_CONTENT", "SUPPRESSED");
    }

    private static boolean isCancelled(List<Fault> injected) {
        return injected.stream().anyMatch(fault -> fault.kind() == FaultKind.CANCELLED);
    }

    /** Cancelling ends planning: only recipients planned by then are due. */
    private int due(long edition, List<Fault> injected) {
        return !isCancelled(injected)
                ? users.dueCount()
                : testbed.database()
                        .jdbc()
                        .sql("select coalesce(sum(due), 0) from chunk where edition_id = :edition")
                        .param("edition", edition)
                        .query(Integer.class)
                        .single();
    }

    /**
     * Returns the maximum number of letters of unknown outcome.
     *
     * <p>SMTP: one letter for each cut connection, one for each connection of a killed node that restarts with its
     * journals, and one batch of each chunk for any other fault that may interrupt a batch.
     *
     * <p>Resend: none, unless the edition is cancelled; then the batches in flight and those that wait for a retry.
     */
    private int maxUnknown(List<Fault> injected, int cuts) {
        int chunks = (users.dueCount() + CHUNK - 1) / CHUNK;
        int interrupted = chunks
                * (int) injected.stream()
                        .filter(fault -> fault.kind().mayInterruptBatch() && !keepsJournals(fault, injected))
                        .count();
        if (schedule.transport().equals("smtp")) {
            int kept = (int) injected.stream()
                    .filter(fault -> keepsJournals(fault, injected))
                    .count();
            return interrupted * SMTP_BATCH + kept * SMTP_CONNECTIONS + cuts;
        }
        int unanswered = injected.stream()
                .filter(fault -> fault.kind() == FaultKind.DEFERRED || fault.kind() == FaultKind.DEFERRED_AFTER_DATA)
                .mapToInt(Fault::amount)
                .sum();
        return isCancelled(injected) ? (interrupted + unanswered + cuts) * RESEND_BATCH : 0;
    }

    /** Whether a fault kills a node whose journals no fault of the round removes. */
    private static boolean keepsJournals(Fault fault, List<Fault> injected) {
        return fault.kind() == FaultKind.NODE_KILLED
                && injected.stream()
                        .filter(other -> other.node() == fault.node())
                        .noneMatch(other -> other.kind() == FaultKind.JOURNALS_DELETED
                                || other.kind() == FaultKind.DATA_FOLDER_RESTORED);
    }
}
