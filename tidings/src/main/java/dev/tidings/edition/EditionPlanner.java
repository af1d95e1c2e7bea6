package dev.tidings.edition;

import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.EditionRecipients.WavePage;
import dev.tidings.edition.PlanningStates.PlanningProgress;
import dev.tidings.edition.Waves.PlannedWave;
import dev.tidings.ledger.Chunks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Splits an edition's audience into chunks, one page per transaction: the first letters leave while later recipients
 * are still looked up. Resumes where an interrupted run ended. If the edition goes out by time zone, a zone's
 * recipients are looked up when its wave is due.
 */
@Component
public class EditionPlanner {
    static final int CHUNK_SIZE = 500;

    private static final Logger log = LoggerFactory.getLogger(EditionPlanner.class);

    private final Editions editions;
    private final PlanningStates states;
    private final Chunks chunks;
    private final Waves waves;
    private final EditionRecipients recipients;
    private final EditionGate gate;
    private final DigestCatalog digests;
    private final WorkQueue work;
    private final TransactionTemplate transactions;
    private final DrainSignal drainSignal;
    private final InstantSource clock;

    EditionPlanner(
            Editions editions,
            PlanningStates states,
            Chunks chunks,
            Waves waves,
            EditionRecipients recipients,
            EditionGate gate,
            DigestCatalog digests,
            WorkQueue work,
            TransactionTemplate transactions,
            DrainSignal drainSignal,
            InstantSource clock) {
        this.editions = editions;
        this.states = states;
        this.chunks = chunks;
        this.waves = waves;
        this.recipients = recipients;
        this.gate = gate;
        this.digests = digests;
        this.work = work;
        this.transactions = transactions;
        this.drainSignal = drainSignal;
        this.clock = clock;
    }

    /**
     * Plans what is due and admitted until this node drains. Returns the delay until the next call, or empty when
     * planning is complete or the edition is gone.
     */
    public Optional<Duration> plan(long editionId) {
        Edition edition = editions.find(editionId).orElse(null);
        if (edition == null) {
            return gone(editionId);
        }
        Digest digest = digests.require(edition.digest());
        Instant checkedAt = clock.instant();
        gate.check(edition, digest);
        PlanningStep step = PlanningStep.MORE;
        while (step.equals(PlanningStep.MORE)) {
            if (drainSignal.isDraining()) {
                return Optional.of(Duration.ZERO);
            }
            step = transactions.execute(status -> planNext(editionId, digest, checkedAt));
        }
        if (step.equals(PlanningStep.GONE)) {
            return gone(editionId);
        }
        Instant next = step.next();
        if (next != null) {
            return Optional.of(Duration.between(clock.instant(), next));
        }
        editions.closeIfSettled(editionId);
        log.info("edition {} planned", editionId);
        return Optional.empty();
    }

    private static Optional<Duration> gone(long editionId) {
        log.info("edition {}: gone, nothing to plan", editionId);
        return Optional.empty();
    }

    /**
     * The result of one step.
     *
     * @param next when to continue, or null if planning is complete
     */
    private record PlanningStep(@Nullable Instant next) {
        static final PlanningStep MORE = new PlanningStep(Instant.MIN);
        static final PlanningStep DONE = new PlanningStep(null);
        static final PlanningStep GONE = new PlanningStep(Instant.MAX);
    }

    /** @param checkedAt when the edition was last checked before its first letter */
    private PlanningStep planNext(long editionId, Digest digest, Instant checkedAt) {
        PlanningProgress planned = states.lock(editionId).orElse(null);
        if (planned == null || planned.complete()) {
            return planned == null ? PlanningStep.GONE : PlanningStep.DONE;
        }
        List<PlannedWave> plannedWaves = waves.of(editionId);
        return plannedWaves.isEmpty()
                ? planPage(editionId, digest, planned)
                : planWave(editionId, digest, planned, plannedWaves, checkedAt);
    }

    private PlanningStep planPage(long editionId, Digest digest, PlanningProgress planned) {
        if (!planned.admitted()) {
            return new PlanningStep(clock.instant().plus(EditionGate.RECHECK_INTERVAL));
        }
        List<String> userIds = recipients.nextPage(digest, planned.plannedThrough(), CHUNK_SIZE);
        if (userIds.isEmpty()) {
            states.markPlanned(editionId);
            return PlanningStep.DONE;
        }
        add(editionId, planned, userIds, null);
        return PlanningStep.MORE;
    }

    private PlanningStep planWave(
            long editionId, Digest digest, PlanningProgress planned, List<PlannedWave> all, Instant checkedAt) {
        List<PlannedWave> unplanned =
                all.stream().filter(wave -> !wave.planned()).toList();
        if (unplanned.isEmpty()) {
            states.markPlanned(editionId);
            return PlanningStep.DONE;
        }
        PlannedWave current =
                unplanned.stream().filter(PlannedWave::admitted).findFirst().orElse(null);
        if (current == null) {
            return new PlanningStep(nextCheck(unplanned, checkedAt));
        }
        if (all.stream().allMatch(PlannedWave::notStarted) && !waves.anotherIsUnderWay(editionId)) {
            recipients.clearZoneMoves();
        }
        Instant due = current.wave().due();
        WavePage page = recipients.nextPage(digest, editionId, all, current, CHUNK_SIZE);
        if (!page.userIds().isEmpty()) {
            add(editionId, planned, page.userIds(), due);
        }
        if (page.last()) {
            waves.complete(editionId, due, clock.instant());
        } else {
            waves.advance(editionId, due, page.zones(), page.plannedThrough());
        }
        return PlanningStep.MORE;
    }

    /** When the next wave is to be checked: when it is due, or soon if it was checked and not admitted. */
    private Instant nextCheck(List<PlannedWave> unplanned, Instant checkedAt) {
        Instant soon = clock.instant().plus(EditionGate.RECHECK_INTERVAL);
        return unplanned.stream()
                .map(wave -> wave.wave().due())
                .map(due -> due.isAfter(checkedAt) ? due : soon)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private void add(long editionId, PlanningProgress planned, List<String> userIds, @Nullable Instant due) {
        int number = planned.lastChunk() + 1;
        int queuePosition = number == 1 ? work.assignQueuePosition(editionId) : planned.queuePosition();
        chunks.add(editionId, number, userIds, due);
        states.advance(editionId, userIds.getLast());
        work.enqueueChunk(editionId, number, queuePosition);
        log.debug("edition {}: chunk {} planned", editionId, number);
    }
}
