package dev.tidings.edition;

import dev.tidings.digest.DigestCatalog;
import dev.tidings.instance.InstanceGuard;
import dev.tidings.ledger.JournalSettler;
import dev.tidings.ledger.JournalSettler.SettledCounts;
import dev.tidings.ledger.SettlementPolicy;
import dev.tidings.ledger.UnsettledLetter;
import dev.tidings.ledger.journal.DeliveryJournal;
import dev.tidings.ledger.journal.RecordedRun;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Settles what earlier runs of this node left, by their journals, then opens the journal of this run. An edition that
 * was closed meanwhile is opened again if it owes letters, unless it is cancelled.
 */
@Component
public class JournalRecovery {
    private static final Logger log = LoggerFactory.getLogger(JournalRecovery.class);

    private final DeliveryJournal journal;
    private final JournalSettler settler;
    private final DigestCatalog digests;
    private final SettlementPolicies policies;
    private final Editions editions;
    private final StalledWorkRescuer rescuer;
    private final TransactionTemplate transactions;
    private final InstanceGuard guard;
    private boolean done;

    JournalRecovery(
            DeliveryJournal journal,
            JournalSettler settler,
            DigestCatalog digests,
            SettlementPolicies policies,
            Editions editions,
            StalledWorkRescuer rescuer,
            TransactionTemplate transactions,
            InstanceGuard guard) {
        this.journal = journal;
        this.settler = settler;
        this.digests = digests;
        this.policies = policies;
        this.editions = editions;
        this.rescuer = rescuer;
        this.transactions = transactions;
        this.guard = guard;
    }

    /** Runs once, before this node takes any work. */
    public synchronized void settle() {
        if (done) {
            return;
        }
        UUID instance = guard.instanceId();
        journal.readPreviousRuns(instance, this::settle);
        journal.open(instance);
        done = true;
    }

    /** Ends the journal of this run. */
    public void close() {
        journal.close();
    }

    /** Settles one run's letters. */
    void settle(RecordedRun recorded) {
        List<UnsettledLetter> open = settler.open(recorded);
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
        log(recorded, settled);
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
                    lines - settled.total(),
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
