package dev.tidings.edition;

import dev.tidings.digest.Digest;
import dev.tidings.ledger.Batches;
import dev.tidings.ledger.Deliveries;
import dev.tidings.ledger.Delivery;
import dev.tidings.ledger.DispatchResult;
import dev.tidings.ledger.DispatchResult.Done;
import dev.tidings.ledger.Dispatcher;
import dev.tidings.ledger.SettlementPolicy;
import dev.tidings.transport.Transport;
import dev.tidings.transport.Transports;
import java.util.List;
import org.springframework.stereotype.Component;

/** Recovers a chunk's batches whose worker stopped after it committed their intent. */
@Component
class InterruptedBatches {
    private final Batches batches;
    private final Deliveries deliveries;
    private final LetterPreparer preparer;
    private final Dispatcher dispatcher;
    private final Transports transports;
    private final SettlementPolicies policies;

    InterruptedBatches(
            Batches batches,
            Deliveries deliveries,
            LetterPreparer preparer,
            Dispatcher dispatcher,
            Transports transports,
            SettlementPolicies policies) {
        this.batches = batches;
        this.deliveries = deliveries;
        this.preparer = preparer;
        this.dispatcher = dispatcher;
        this.transports = transports;
        this.policies = policies;
    }

    /** Settles interrupted letters of a digest that is no longer configured: without it they cannot be rendered. */
    void settleUnknown(long editionId, int chunk) {
        settleUnknown(editionId, chunk, "digest", SettlementPolicy.NONE);
    }

    private DispatchResult settleUnknown(long editionId, int chunk, String missing, SettlementPolicy policy) {
        batches.expandToRows(editionId, chunk);
        return dispatcher.settleUnknown(
                deliveries.interrupted(editionId, chunk),
                "the worker stopped after the hand-over, and the " + missing + " is no longer configured",
                policy);
    }

    /** Hands over interrupted letters again, or settles them as unknown. */
    DispatchResult recover(Edition edition, Digest digest, int chunk) {
        SettlementPolicy policy = policies.of(digest);
        if (!transports.contains(edition.transport())) {
            return settleUnknown(edition.id(), chunk, "transport", policy);
        }
        Transport transport = transports.require(edition.transport());
        batches.expandToRows(edition.id(), chunk);
        List<Delivery> interrupted = deliveries.interrupted(edition.id(), chunk);
        for (List<Delivery> batch : OwedLetterHandOver.batches(interrupted, transport.batchSize())) {
            DispatchResult result = preparer.renderAll(batch, edition.period())
                    .map(letters -> dispatcher.recover(transport, letters, policy))
                    .orElseGet(() -> dispatcher.settleUnknown(batch, Dispatcher.UNRENDERABLE, policy));
            if (!(result instanceof Done)) {
                return result;
            }
        }
        return DispatchResult.DONE;
    }
}
