package dev.tidings.health;

import dev.tidings.alerting.Alerts;
import dev.tidings.database.SystemPool;
import dev.tidings.settings.NodeName;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Registers live nodes. Removing a node deletes its health state and its open alerts. */
@Component
class NodeRegistry {
    private static final Logger log = LoggerFactory.getLogger(NodeRegistry.class);

    /** Time without a heartbeat after which a node counts as dead. */
    private static final Duration DEAD_AFTER = Duration.ofMinutes(10);

    private final Nodes nodes;
    private final CheckStates states;
    private final Alerts alerts;
    private final SystemPool connection;
    private final NodeName node;
    private final InstantSource clock;

    NodeRegistry(
            Nodes nodes, CheckStates states, Alerts alerts, SystemPool connection, NodeName node, InstantSource clock) {
        this.nodes = nodes;
        this.states = states;
        this.alerts = alerts;
        this.connection = connection;
        this.node = node;
        this.clock = clock;
    }

    /** The name of this node. */
    String thisNode() {
        return node.value();
    }

    void heartbeat() {
        nodes.recordHeartbeat(node.value());
    }

    void deregister() {
        connection.inTransaction(() -> {
            nodes.remove(node.value());
            removeState(node.value());
        });
    }

    void removeDead() {
        connection.inTransaction(() -> nodes.remove(DEAD_AFTER).forEach(this::removeState));
    }

    private void removeState(String removed) {
        log.info("node {} deregistered", removed);
        states.deleteOfNode(removed);
        alerts.closeOfNode(removed, clock.instant());
    }
}
