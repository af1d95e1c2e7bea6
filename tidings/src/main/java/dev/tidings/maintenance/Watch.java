package dev.tidings.maintenance;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * What every serving node does for itself, apart from the scheduler and the house's connections: it looks whether letters
 * that were due really went out, looks after itself, and sends out alerts. It must still speak when the scheduler is what
 * died.
 */
@Component
public class Watch {
    private static final Logger log = LoggerFactory.getLogger(Watch.class);

    /** A node that was silent for so long is gone. */
    private static final Duration VANISHED = Duration.ofMinutes(10);

    private final HouseChecks checks;
    private final Rounds rounds;
    private final Expectations expectations;
    private final Nodes nodes;
    private final HealthStates states;
    private final Alerts alerts;
    private final AlertDesk desk;
    private final HealthBoard board;
    private final Outage outage;
    private final NodeName node;
    private final InstantSource clock;

    Watch(
            HouseChecks checks,
            Rounds rounds,
            Expectations expectations,
            Nodes nodes,
            HealthStates states,
            Alerts alerts,
            AlertDesk desk,
            HealthBoard board,
            Outage outage,
            NodeName node,
            InstantSource clock) {
        this.checks = checks;
        this.rounds = rounds;
        this.expectations = expectations;
        this.nodes = nodes;
        this.states = states;
        this.alerts = alerts;
        this.desk = desk;
        this.board = board;
        this.outage = outage;
        this.node = node;
        this.clock = clock;
    }

    /**
     * One round, every half minute.
     *
     * @param clockRuns whether this node's clock is to open editions
     */
    public void look(boolean clockRuns) {
        try {
            lookAround(clockRuns);
        } catch (DataAccessException | TransactionException e) {
            outage.goesOn(e);
        }
    }

    private void lookAround(boolean clockRuns) {
        Instant now = clock.instant();
        nodes.seen(node.value());
        outage.isOver();
        if (clockRuns) {
            expectations.expectAll();
        }
        rounds.run(checks.ofTheWatch(), "");
        rounds.run(checks.ofThisNode(), node.value());
        nodes.strikeOut(VANISHED).forEach(gone -> forget(gone, now));
        desk.work();
        board.show(states.all());
    }

    /** Goes off watch: what was known of this node is forgotten. */
    public void leave() {
        nodes.strikeOut(node.value());
        forget(node.value(), clock.instant());
    }

    private void forget(String gone, Instant now) {
        log.info("node {} is off watch", gone);
        states.forget(gone);
        alerts.closeAbandoned(now);
    }
}
