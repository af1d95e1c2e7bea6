package dev.tidings.edition;

import dev.tidings.edition.BatchAdmission.Admission;
import dev.tidings.edition.LetterPreparer.RenderedBatch;
import dev.tidings.ledger.BatchSender;
import dev.tidings.ledger.ChunkSlice;
import dev.tidings.ledger.Delivery;
import dev.tidings.ledger.DispatchResult;
import dev.tidings.ledger.DispatchResult.Done;
import dev.tidings.ledger.IntentWriter;
import dev.tidings.ledger.NewBatch;
import dev.tidings.ledger.SettlementPolicy;
import dev.tidings.ledger.Settler;
import dev.tidings.ledger.TransportPace;
import dev.tidings.ledger.journal.BatchJournal;
import dev.tidings.transport.TransportSession;
import java.util.List;
import org.springframework.stereotype.Component;

/** Stores composed letters and hands them over, batch by batch. */
@Component
class NewLetterHandOver {
    private final BatchAdmission admission;
    private final LetterPreparer preparer;
    private final IntentWriter intents;
    private final BatchSender sender;
    private final Settler settler;
    private final TransportPace pace;

    NewLetterHandOver(
            BatchAdmission admission,
            LetterPreparer preparer,
            IntentWriter intents,
            BatchSender sender,
            Settler settler,
            TransportPace pace) {
        this.admission = admission;
        this.preparer = preparer;
        this.intents = intents;
        this.sender = sender;
        this.settler = settler;
        this.pace = pace;
    }

    /**
     * Hands over letters that may leave now and stores the rest as owed. Stores all as owed if domains have their own
     * rates.
     */
    DispatchResult handOver(ChunkRun run, ComposedChunk composed) {
        DispatchResult result = DispatchResult.DONE;
        boolean atOnce = run.transport().domainRates().isEmpty();
        while (atOnce && result instanceof Done && composed.hasRemaining()) {
            result = handOverNext(run, composed);
        }
        storeRemaining(composed);
        return result;
    }

    private DispatchResult handOverNext(ChunkRun run, ComposedChunk composed) {
        ChunkSlice slice = composed.nextSlice(pace.batchSize(run.transport()));
        if (slice.newLetters().isEmpty()) {
            store(composed, slice);
            return DispatchResult.DONE;
        }
        return switch (admission.admit(run, slice.newLetters().size())) {
            case Admission.NotNow notNow -> notNow.later();
            case Admission.Admitted admitted -> {
                try (TransportSession session = admitted.session()) {
                    yield dispatch(run, composed, slice, session);
                }
            }
        };
    }

    private DispatchResult dispatch(ChunkRun run, ComposedChunk composed, ChunkSlice slice, TransportSession session) {
        Edition edition = run.edition();
        List<Delivery> letters = slice.newLetters().stream()
                .map(letter -> letter.delivery(edition.digest(), edition.templateVersion(), slice.composedAt()))
                .toList();
        RenderedBatch rendered = preparer.renderOrReject(letters, edition.period());
        NewBatch batch = NewBatch.of(rendered.outgoing());
        BatchJournal journal = sender.begin(session.transport(), rendered.outgoing());
        if (!writeIntent(slice, batch, journal, composed.policy())) {
            composed.abandon();
            return DispatchResult.DONE;
        }
        composed.markStored(slice);
        DispatchResult result = sender.sendNew(session, batch.key(), rendered.outgoing(), journal, composed.policy());
        settler.settle(rendered.unrenderable());
        return result;
    }

    /** Commits the intent. The journal ends if it is not committed or was withdrawn. */
    private boolean writeIntent(ChunkSlice slice, NewBatch batch, BatchJournal journal, SettlementPolicy policy) {
        boolean stored = false;
        try {
            stored = intents.write(slice, batch, policy);
            return stored;
        } finally {
            if (!stored) {
                journal.withdraw();
            }
        }
    }

    /** Stores the remaining letters as owed. */
    void storeRemaining(ComposedChunk composed) {
        if (composed.hasRemaining()) {
            store(composed, composed.remaining());
        }
    }

    private void store(ComposedChunk composed, ChunkSlice slice) {
        if (intents.writeOwed(slice, composed.policy())) {
            composed.markStored(slice);
        } else {
            composed.abandon();
        }
    }
}
