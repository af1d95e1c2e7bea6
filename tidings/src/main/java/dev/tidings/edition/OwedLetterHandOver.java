package dev.tidings.edition;

import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.edition.BatchAdmission.Admission;
import dev.tidings.edition.DomainThrottle.HeldLetters;
import dev.tidings.ledger.Deliveries;
import dev.tidings.ledger.Delivery;
import dev.tidings.ledger.DispatchResult;
import dev.tidings.ledger.DispatchResult.Done;
import dev.tidings.ledger.DispatchResult.Later;
import dev.tidings.ledger.Dispatcher;
import dev.tidings.ledger.TransportPace;
import dev.tidings.transport.TransportSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Hands over a chunk's owed letters that are due, batch by batch. */
@Component
class OwedLetterHandOver {
    private final BatchAdmission admission;
    private final DomainThrottle domainThrottle;
    private final Deliveries deliveries;
    private final RecipientRefresher recipients;
    private final LetterPreparer preparer;
    private final Dispatcher dispatcher;
    private final TransportPace pace;

    OwedLetterHandOver(
            BatchAdmission admission,
            DomainThrottle domainThrottle,
            Deliveries deliveries,
            RecipientRefresher recipients,
            LetterPreparer preparer,
            Dispatcher dispatcher,
            TransportPace pace) {
        this.admission = admission;
        this.domainThrottle = domainThrottle;
        this.deliveries = deliveries;
        this.recipients = recipients;
        this.preparer = preparer;
        this.dispatcher = dispatcher;
        this.pace = pace;
    }

    /** Returns done when all due letters are handed over, otherwise why it ended early. */
    DispatchResult handOver(ChunkRun run, Digest digest) {
        long edition = run.edition().id();
        HeldLetters held = domainThrottle.holdBack(run.edition(), run.chunk(), run.transport());
        List<Delivery> due = deliveries.due(edition, run.chunk(), held.ids());
        if (recipients.refresh(run, digest, due)) {
            due = deliveries.due(edition, run.chunk(), held.ids());
        }
        // A letter that was added since the refresh can be without content; it is composed at the next call.
        due = due.stream().filter(letter -> letter.content() != null).toList();
        while (!due.isEmpty()) {
            // The size is asked before each batch: it follows the pace of the batches before.
            List<Delivery> batch = batches(due, pace.batchSize(run.transport())).getFirst();
            DispatchResult result = handOver(run, batch);
            if (!(result instanceof Done)) {
                return result;
            }
            due = due.subList(batch.size(), due.size());
        }
        return held.delay() == null ? DispatchResult.DONE : new Later(held.delay());
    }

    private DispatchResult handOver(ChunkRun run, List<Delivery> batch) {
        return switch (admission.admit(run, batch.size())) {
            case Admission.NotNow notNow -> notNow.later();
            case Admission.Admitted admitted -> {
                try (TransportSession session = admitted.session()) {
                    yield dispatch(run, batch, session);
                }
            }
        };
    }

    private DispatchResult dispatch(ChunkRun run, List<Delivery> batch, TransportSession session) {
        DigestPeriod period = run.edition().period();
        if (!batch.getFirst().isReplay()) {
            return dispatcher.dispatch(session, preparer.render(batch, period), run.policy());
        }
        return preparer.renderAll(batch, period)
                .map(letters -> dispatcher.dispatch(session, letters, run.policy()))
                .orElseGet(() -> dispatcher.settleUnknown(batch, Dispatcher.UNRENDERABLE, run.policy()));
    }

    /** Splits letters into batches. Letters of a kept batch stay together; the others are split by size. */
    static List<List<Delivery>> batches(List<Delivery> deliveries, int size) {
        List<List<Delivery>> batches = new ArrayList<>();
        List<Delivery> batch = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            boolean otherBatch =
                    !batch.isEmpty() && !Objects.equals(batch.getFirst().batchKey(), delivery.batchKey());
            boolean full = delivery.batchKey() == null && batch.size() == size;
            if (otherBatch || full) {
                batches.add(batch);
                batch = new ArrayList<>();
            }
            batch.add(delivery);
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }
}
