package dev.tidings.ledger;

import dev.tidings.database.DatabaseFault;
import dev.tidings.database.SqlErrorClassifier;
import dev.tidings.ledger.ComposedLetter.NewLetter;
import dev.tidings.ledger.ComposedLetter.NoLetter;
import dev.tidings.ledger.NewLetters.BatchCheck;
import dev.tidings.ledger.NewLetters.Begun;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores composed letters in one transaction, with the intent to hand over those of a batch. No user gets a second
 * letter of one digest and period: the duplicate is removed from its chunk instead.
 */
@Component
public class IntentWriter {
    private static final Logger log = LoggerFactory.getLogger(IntentWriter.class);

    private final NewLetters newLetters;
    private final DuplicateRemover duplicateRemover;
    private final Batches batches;
    private final OutcomeWriter writer;
    private final LateOutcomes lateOutcomes;
    private final TransactionTemplate transactions;
    private final Timer intentTimer;

    IntentWriter(
            NewLetters newLetters,
            DuplicateRemover duplicateRemover,
            Batches batches,
            OutcomeWriter writer,
            LateOutcomes lateOutcomes,
            TransactionTemplate transactions,
            MeterRegistry meters) {
        this.newLetters = newLetters;
        this.duplicateRemover = duplicateRemover;
        this.batches = batches;
        this.writer = writer;
        this.lateOutcomes = lateOutcomes;
        this.transactions = transactions;
        this.intentTimer = meters.timer("tidings.intend");
    }

    private sealed interface Intent {
        record Stored() implements Intent {}

        /** Nothing is stored: the chunk, the edition or a user has changed since composing. */
        record Outdated(String reason) implements Intent {}

        /** Nothing is stored: these users have a letter already or are in the slice twice. */
        record Doubled(List<String> userIds) implements Intent {}
    }

    /** Stores letters that are not handed over now. Returns the same as {@link #write}. */
    public boolean writeOwed(ChunkSlice slice, SettlementPolicy policy) {
        return writeOrPark(slice, NewBatch.NONE, policy);
    }

    /**
     * Stores a slice.
     *
     * @param batch the slice's letters that are handed over next; its other letters are owed
     * @return whether the slice is stored and the caller may hand over its batch. If false, the composed letters are
     *     outdated: read the chunk again and compose the rest anew
     */
    public boolean write(ChunkSlice slice, NewBatch batch, SettlementPolicy policy) {
        try {
            return Boolean.TRUE.equals(intentTimer.record(() -> writeOrPark(slice, batch, policy)));
        } catch (DataAccessException | TransactionSystemException failure) {
            if (!batch.letterIds().isEmpty() && SqlErrorClassifier.mayBeCommitted(failure)) {
                withdraw(slice, batch, failure);
            }
            throw failure;
        }
    }

    /**
     * Withdraws an intent whose commit was not confirmed. Nothing was handed over under it; left in place, its letters
     * would be taken for letters that may be out.
     */
    private void withdraw(ChunkSlice slice, NewBatch batch, RuntimeException failure) {
        log.warn("batch {}: intent not confirmed, withdrawn: {}", batch.key(), DatabaseFault.describe(failure));
        writer.hold("the withdrawal of a batch", () -> {
            batches.awaitIntent(slice);
            lateOutcomes.addNotSent(
                    Objects.requireNonNull(
                            transactions.execute(status -> batches.withdraw(batch.key(), batch.letterIds()))),
                    1);
        });
    }

    private boolean writeOrPark(ChunkSlice slice, NewBatch batch, SettlementPolicy policy) {
        try {
            return store(slice, batch, policy);
        } catch (DataAccessException refusal) {
            Settler.requireRefusal(refusal);
            log.error(
                    "edition {} chunk {}: {} letters refused, stored one by one: {}",
                    slice.editionId(),
                    slice.chunk(),
                    slice.letters().size(),
                    Settler.reason(refusal));
            for (int i = 0; i < slice.letters().size(); i++) {
                storeAlone(slice.only(i), policy);
            }
            return false;
        }
    }

    private boolean store(ChunkSlice slice, NewBatch batch, SettlementPolicy policy) {
        Intent intent = Objects.requireNonNull(transactions.execute(status -> {
            Intent result = storeAll(slice, batch, policy);
            if (!(result instanceof Intent.Stored)) {
                status.setRollbackOnly();
            }
            return result;
        }));
        return switch (intent) {
            case Intent.Stored stored -> true;
            case Intent.Outdated outdated -> {
                log.info("edition {} chunk {}: {}", slice.editionId(), slice.chunk(), outdated.reason());
                yield false;
            }
            case Intent.Doubled doubled -> {
                remove(slice, doubled.userIds(), "has a letter of this period already");
                yield false;
            }
        };
    }

    /**
     * Stores the slice with two statements. The second one sees letters stored by transactions that the first one
     * waited for.
     */
    private Intent storeAll(ChunkSlice slice, NewBatch batch, SettlementPolicy policy) {
        Begun begun = newLetters.begin(slice);
        if (!begun.advanced()) {
            return new Intent.Outdated("already composed by another worker");
        }
        Optional<String> change = slice.changeSince(begun.versions());
        if (change.isPresent()) {
            return new Intent.Outdated(change.get());
        }
        Set<String> twice = slice.usersTwice();
        if (!twice.isEmpty()) {
            return new Intent.Doubled(List.copyOf(twice));
        }
        List<NewLetter> letters = slice.newLetters();
        List<NewLetter> handedOver = letters.stream()
                .filter(letter -> batch.letterIds().contains(letter.id()))
                .toList();
        BatchCheck check = newLetters.storeBatch(slice, batch.key(), handedOver);
        if (!check.doubled().isEmpty()) {
            return new Intent.Doubled(check.doubled());
        }
        if (!handedOver.isEmpty() && !check.open()) {
            return new Intent.Outdated("its edition was paused, stopped or cancelled meanwhile");
        }
        if (handedOver.size() < letters.size()) {
            newLetters.storeOwed(
                    slice,
                    letters.stream()
                            .filter(letter -> !batch.letterIds().contains(letter.id()))
                            .toList(),
                    null);
        }
        List<NoLetter> withoutLetter = slice.withoutLetter();
        if (!withoutLetter.isEmpty()) {
            newLetters.settleWithoutLetter(slice, withoutLetter);
        }
        policy.onStored(letters.stream().map(NewLetter::userId).toList());
        return new Intent.Stored();
    }

    /** Stores one user's letter as owed; parks it if a constraint rejects it. */
    private void storeAlone(ChunkSlice slice, SettlementPolicy policy) {
        try {
            store(slice, NewBatch.NONE, policy);
        } catch (DataAccessException refusal) {
            Settler.requireRefusal(refusal);
            park(slice, "not stored: " + Settler.reason(refusal));
        }
    }

    /**
     * Parks a user's letter. Removes the user from the chunk, with the reason, if there is no letter or it cannot be
     * parked.
     */
    private void park(ChunkSlice slice, String reason) {
        if (slice.newLetters().isEmpty()) {
            remove(slice, slice.userIds(), reason);
            return;
        }
        try {
            transactions.executeWithoutResult(status -> {
                if (newLetters.begin(slice).advanced()) {
                    newLetters.storeOwed(slice, slice.newLetters(), reason);
                }
            });
            log.error("edition {} chunk {}: {} parked: {}", slice.editionId(), slice.chunk(), slice.userIds(), reason);
        } catch (DataAccessException refusal) {
            Settler.requireRefusal(refusal);
            remove(slice, slice.userIds(), reason);
        }
    }

    private void remove(ChunkSlice slice, List<String> userIds, String reason) {
        int removed = duplicateRemover.removeUncomposed(slice, userIds, reason);
        log.warn(
                "edition {} chunk {}: {} users removed, {}: {}",
                slice.editionId(),
                slice.chunk(),
                removed,
                reason,
                userIds);
    }
}
