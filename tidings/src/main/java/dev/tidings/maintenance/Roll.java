package dev.tidings.maintenance;

import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The roll of the nodes on watch: who is struck out, is forgotten with all that it said of itself. */
@Component
class Roll {
    private static final Logger log = LoggerFactory.getLogger(Roll.class);

    /** A node that was silent for so long is gone. */
    private static final Duration VANISHED = Duration.ofMinutes(10);

    private final Nodes nodes;
    private final HealthStates states;
    private final Alerts alerts;
    private final NodeName node;
    private final InstantSource clock;

    Roll(Nodes nodes, HealthStates states, Alerts alerts, NodeName node, InstantSource clock) {
        this.nodes = nodes;
        this.states = states;
        this.alerts = alerts;
        this.node = node;
        this.clock = clock;
    }

    /** The name of this node. */
    String thisNode() {
        return node.value();
    }

    void signIn() {
        nodes.seen(node.value());
    }

    void signOff() {
        nodes.strikeOut(node.value());
        forget(node.value());
    }

    void strikeOutVanished() {
        nodes.strikeOut(VANISHED).forEach(this::forget);
    }

    private void forget(String gone) {
        log.info("node {} is off watch", gone);
        states.forget(gone);
        alerts.closeAbandoned(clock.instant());
    }
}
