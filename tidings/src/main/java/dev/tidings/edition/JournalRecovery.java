package dev.tidings.edition;

import dev.tidings.core.Ticker;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.instance.InstanceGuard;
import dev.tidings.ledger.JournalSettler;
import dev.tidings.ledger.JournalSettler.SettledCounts;
import dev.tidings.ledger.LateOutcomes;
import dev.tidings.ledger.SettlementPolicy;
import dev.tidings.ledger.UnsettledLetter;
import dev.tidings.ledger.UnsettledLetter.OpenState;
import dev.tidings.ledger.journal.DeliveryJournal;
import dev.tidings.ledger.journal.RecordedRun;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Settles letters whose outcomes other nodes could not learn: those that earlier runs of this node left, by their
 * journals, and those whose outcomes this run wrote too late. An edition that was closed meanwhile is opened again if it
 * owes letters, unless it is cancelled.
 */
@Component
public class JournalRecovery {
    private static final Logger log = LoggerFactory.getLogger(JournalRecovery.class);

    /** Interval at which the journal of an earlier run is read again after an error. */
    private static final Duration RETRY = Duration.ofSeconds(15);

    /** Readings of a journal's letters that still change: other nodes settle some of them at the same time. */
    private static final int MAX_READINGS = 5;

    private final DeliveryJournal journal;
    private final JournalSettler settler;
    private final DigestCatalog digests;
    private final SettlementPolicies policies;
    private final Editions editions;
    private final StalledWorkRescuer rescuer;
    private final TransactionTemplate transactions;
    private final InstanceGuard guard;
    private final LateOutcomes lateOutcomes;
    private final Ticker ticker;
    private boolean opened;
    private boolean previousSettled;
    private long lastReading;

    JournalRecovery(
            DeliveryJournal journal,
            JournalSettler settler,
            DigestCatalog digests,
            SettlementPolicies policies,
            Editions editions,
            StalledWorkRescuer rescuer,
            TransactionTemplate transactions,
            InstanceGuard guard,
            LateOutcomes lateOutcomes,
            Ticker ticker) {
        this.journal = journal;
        this.settler = settler;
        this.digests = digests;
        this.policies = policies;
        this.editions = editions;
        this.rescuer = rescuer;
        this.transactions = transactions;
        this.guard = guard;
        this.lateOutcomes = lateOutcomes;
        this.ticker = ticker;
    }

    /**
     * Settles the journals of earlier runs and opens this run's. Runs before this node takes any work, and again when
     * {@linkplain #isDue due}: a journal that could not be settled is read again.
     */
    public synchronized void settle() {
        if (!opened) {
            UUID instance = guard.instanceId();
            settlePrevious(instance);
            journal.open(instance);
            opened = true;
        } else if (isReadingDue()) {
            settlePrevious(guard.instanceId());
        }
        lateOutcomes.correct(this::correct);
    }

    /** Whether, since this run's journal was opened, there is something to settle. */
    public synchronized boolean isDue() {
        return opened && (isReadingDue() || !lateOutcomes.isEmpty());
    }

    private boolean isReadingDue() {
        return !previousSettled && ticker.nanos() - lastReading >= RETRY.toNanos();
    }

    private void settlePrevious(UUID instance) {
        lastReading = ticker.nanos();
        previousSettled = journal.readPreviousRuns(instance, this::settle);
    }

    /** Ends the journal of this run. */
    public void close() {
        journal.close();
    }

    /** Settles the letters of an earlier run. */
    void settle(RecordedRun recorded) {
        log(recorded, settleOpen(recorded, EnumSet.allOf(OpenState.class)));
    }

    /** This run is alive: only letters that another one has settled are corrected. */
    private void correct(RecordedRun late) {
        SettledCounts corrected = settleOpen(late, EnumSet.of(OpenState.UNKNOWN));
        if (corrected.total() > 0) {
            log.warn(
                    "corrected {} letters that another node had settled as unknown before this one wrote their outcomes: {}"
                            + " sent, {} owed again, {} refused",
                    corrected.total(),
                    corrected.sent(),
                    corrected.owedAgain(),
                    corrected.refused());
        }
    }

    private SettledCounts settleOpen(RecordedRun recorded, Set<OpenState> states) {
        SettledCounts settled = SettledCounts.NONE;
        List<UnsettledLetter> before = List.of();
        List<UnsettledLetter> open = open(recorded, states);
        for (int reading = 0; reading < MAX_READINGS && !open.equals(before); reading++) {
            settled = settled.plus(settle(recorded, open));
            before = open;
            open = open(recorded, states);
        }
        return settled;
    }

    private List<UnsettledLetter> open(RecordedRun recorded, Set<OpenState> states) {
        return settler.open(recorded).stream()
                .filter(letter -> states.contains(letter.state()))
                .toList();
    }

    private SettledCounts settle(RecordedRun recorded, List<UnsettledLetter> open) {
        SettledCounts settled = SettledCounts.NONE;
        for (List<UnsettledLetter> letters : open.stream()
                .collect(Collectors.groupingBy(UnsettledLetter::digest, TreeMap::new, Collectors.toList()))
                .values()) {
            SettlementPolicy policy =
                    digests.find(letters.getFirst().digest()).map(policies::of).orElse(SettlementPolicy.NONE);
            settled = settled.plus(settler.settleOwed(recorded, letters, policy))
                    .plus(settler.correctUnknown(recorded, letters, policy));
        }
        for (List<UnsettledLetter> letters : open.stream()
                .filter(letter -> letter.editionId() != null)
                .collect(Collectors.groupingBy(
                        letter -> Objects.requireNonNull(letter.editionId()), TreeMap::new, Collectors.toList()))
                .values()) {
            settled = settled.plus(oweAgain(recorded, letters));
        }
        return settled;
    }

    private SettledCounts oweAgain(RecordedRun recorded, List<UnsettledLetter> letters) {
        long edition = Objects.requireNonNull(letters.getFirst().editionId());
        int owed = Objects.requireNonNull(transactions.execute(status -> {
            int moved = editions.lockUncancelled(edition) ? settler.oweUnknownAgain(recorded, letters) : 0;
            if (moved > 0 && editions.reopenIfOwing(edition)) {
                log.warn("edition {} opened again: {} letters were not sent", edition, moved);
            }
            return moved;
        }));
        if (owed > 0) {
            // A node that found nothing owed just before the commit may have closed the edition after it.
            editions.reopenIfOwing(edition);
            rescuer.requeueChunks(edition);
        }
        return new SettledCounts(0, owed, 0, 0);
    }

    private static void log(RecordedRun recorded, SettledCounts settled) {
        int lines = recorded.letters().size();
        if (lines > 0 || recorded.damagedBatches() > 0) {
            log.warn(
                    "journal of the run {}, which was killed: {} letters sent, {} owed again, {} refused, {} unknown; {} of its"
                            + " {} letters ignored: settled or tried again since, or without proof; {} batches unreadable",
                    recorded.run(),
                    settled.sent(),
                    settled.owedAgain(),
                    settled.refused(),
                    settled.unknown(),
                    Math.max(lines - settled.total(), 0),
                    lines,
                    recorded.damagedBatches());
        }
        if (lines > 0 && !recorded.complete()) {
            log.warn(
                    "journal of the run {}: the file is a copy or was restored, or the machine was started again since; only"
                            + " its answers count",
                    recorded.run());
        }
    }
}
