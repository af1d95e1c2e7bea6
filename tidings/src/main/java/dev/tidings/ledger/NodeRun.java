package dev.tidings.ledger;

import dev.tidings.ledger.journal.DeliveryJournal;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** This run of the node, from the process's start to its end. Intents store its id. */
@Component
final class NodeRun {
    private final UUID id;

    @Autowired
    NodeRun(DeliveryJournal journal) {
        this(journal.run());
    }

    NodeRun(UUID id) {
        this.id = id;
    }

    UUID id() {
        return id;
    }
}
