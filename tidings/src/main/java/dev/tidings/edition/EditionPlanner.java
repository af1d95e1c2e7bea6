package dev.tidings.edition;

import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.EditionCanary.CanaryProgress;
import dev.tidings.edition.EditionRecipients.RecipientPage;
import dev.tidings.edition.EditionRecipients.Selection;
import dev.tidings.edition.EditionRecipients.WavePage;
import dev.tidings.edition.PlanningStates.PlanningProgress;
import dev.tidings.edition.Waves.PlannedWave;
import dev.tidings.ledger.Chunks.NewChunk;
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
    private final ChunkQueue chunks;
    private final Waves waves;
    private final EditionRecipients recipients;
    private final EditionGate gate;
    private final EditionCanary canary;
    private final DigestCatalog digests;
    private final TransactionTemplate transactions;
    private final DrainSignal drainSignal;
    private final InstantSource clock;

    EditionPlanner(
            Editions editions,
            PlanningStates states,
            ChunkQueue chunks,
            Waves waves,
            EditionRecipients recipients,
            EditionGate gate,
            EditionCanary canary,
            DigestCatalog digests,
            TransactionTemplate transactions,
            DrainSignal drainSignal,
            InstantSource clock) {
        this.editions = editions;
        this.states = states;
        this.chunks = chunks;
        this.waves = waves;
        this.recipients = recipients;
        this.gate = gate;
        this.canary = canary;
        this.digests = digests;
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
        Digest digest = digests.find(edition.digest()).orElse(null);
        if (digest == null) {
            return withoutDigest(edition);
        }
        Instant checkedAt = clock.instant();
        gate.check(edition, digest);
        PlanningStep step = PlanningStep.MORE;
        while (step.equals(PlanningStep.MORE)) {
            if (drainSignal.isDraining()) {
                return Optional.of(Duration.ZERO);
            }
            step = transactions.execute(status -> planNext(edition, digest, checkedAt));
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

    /** Stops an edition whose digest was removed from the configuration; it goes on when it is resumed with the digest. */
    private Optional<Duration> withoutDigest(Edition edition) {
        if (edition.plannedAt() != null) {
            return Optional.empty();
        }
        String reason = Edition.digestMissing(edition.digest());
        if (editions.stop(edition.id(), reason)) {
            log.error("edition {} stopped: {}", edition.id(), reason);
        }
        return Optional.of(EditionGate.RECHECK_INTERVAL);
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
    private PlanningStep planNext(Edition edition, Digest digest, Instant checkedAt) {
        PlanningProgress planned = states.lock(edition.id()).orElse(null);
        if (planned == null || planned.complete()) {
            return planned == null ? PlanningStep.GONE : PlanningStep.DONE;
        }
        List<PlannedWave> plannedWaves = waves.of(edition.id());
        return plannedWaves.isEmpty()
                ? planPage(edition, digest, planned)
                : planWave(edition, digest, planned, plannedWaves, checkedAt);
    }

    private PlanningStep planPage(Edition edition, Digest digest, PlanningProgress planned) {
        CanaryProgress progress = planned.canary();
        if (!planned.admitted() || progress.phase() == CanaryPhase.WAITING) {
            return new PlanningStep(clock.instant().plus(EditionGate.RECHECK_INTERVAL));
        }
        if (canary.changePhase(edition.id(), digest, progress)) {
            return PlanningStep.MORE;
        }
        Selection selection = selection(edition, digest, progress.phase());
        RecipientPage page = recipients.nextPage(edition.id(), selection, planned.plannedThrough(), CHUNK_SIZE);
        if (page.plannedThrough() == null) {
            return endPages(edition.id(), progress);
        }
        if (!page.userIds().isEmpty()) {
            chunks.add(edition.id(), planned, new NewChunk(page.userIds(), null, selection.sample() != null));
        }
        states.advance(edition.id(), page.plannedThrough());
        return PlanningStep.MORE;
    }

    private PlanningStep endPages(long editionId, CanaryProgress progress) {
        if (progress.phase() == CanaryPhase.SAMPLING) {
            canary.endSampling(editionId, null);
            return PlanningStep.MORE;
        }
        states.markPlanned(editionId);
        return PlanningStep.DONE;
    }

    private Selection selection(Edition edition, Digest digest, CanaryPhase phase) {
        return new Selection(digest, canary.sample(edition, digest, phase), phase == CanaryPhase.PASSED);
    }

    private PlanningStep planWave(
            Edition edition, Digest digest, PlanningProgress planned, List<PlannedWave> all, Instant checkedAt) {
        List<PlannedWave> unplanned =
                all.stream().filter(wave -> !wave.planned()).toList();
        if (unplanned.isEmpty()) {
            states.markPlanned(edition.id());
            return PlanningStep.DONE;
        }
        PlannedWave current =
                unplanned.stream().filter(PlannedWave::ready).findFirst().orElse(null);
        if (current == null) {
            return new PlanningStep(nextCheck(unplanned, checkedAt));
        }
        if (all.stream().allMatch(PlannedWave::notStarted) && !waves.anotherIsUnderWay(edition.id())) {
            recipients.clearZoneMoves();
        }
        Instant due = current.wave().due();
        CanaryProgress progress = new CanaryProgress(
                due, current.canary(), current.notStarted(), planned.canary().forced());
        if (!canary.changePhase(edition.id(), digest, progress)) {
            planPage(edition, planned, all, current, selection(edition, digest, current.canary()));
        }
        return PlanningStep.MORE;
    }

    private void planPage(
            Edition edition,
            PlanningProgress planned,
            List<PlannedWave> all,
            PlannedWave current,
            Selection selection) {
        Instant due = current.wave().due();
        WavePage page = recipients.nextPage(edition.id(), selection, all, current, CHUNK_SIZE);
        boolean sample = selection.sample() != null;
        if (!page.userIds().isEmpty()) {
            chunks.add(edition.id(), planned, new NewChunk(page.userIds(), due, sample));
        }
        if (!page.last()) {
            waves.advance(edition.id(), due, page.zones(), page.plannedThrough());
        } else if (sample) {
            canary.endSampling(edition.id(), due);
        } else {
            waves.complete(edition.id(), due, clock.instant());
        }
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
}
