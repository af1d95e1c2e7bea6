package dev.tidings.ledger;

import dev.tidings.ledger.journal.DeliveryJournal;
import dev.tidings.settings.NodeName;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** This run of the node, from the process's start to its end. Intents store its id. */
@Component
final class NodeRun {
    private final UUID id;
    private final String node;

    @Autowired
    NodeRun(DeliveryJournal journal, NodeName node) {
        this(journal.run(), node.value());
    }

    NodeRun(UUID id, String node) {
        this.id = id;
        this.node = node;
    }

    UUID id() {
        return id;
    }

    /** The node's name. */
    String node() {
        return node;
    }
}
