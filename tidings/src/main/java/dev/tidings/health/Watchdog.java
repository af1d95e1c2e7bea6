package dev.tidings.health;

import dev.tidings.alerting.AlertSender;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * What every serving node does for itself, apart from the scheduler and the house's connections: it looks whether
 * letters that were due really went out, looks after itself, and sends out alerts. It must still speak when the
 * scheduler is what died.
 */
@Component
public class Watchdog {
    private final HealthChecks checks;
    private final CheckRunner runner;
    private final ExpectedEditions expectations;
    private final NodeRegistry registry;
    private final AlertSender alertSender;
    private final TidingsHealthIndicator board;
    private final Downtime downtime;

    Watchdog(
            HealthChecks checks,
            CheckRunner rounds,
            ExpectedEditions expectations,
            NodeRegistry roll,
            AlertSender desk,
            TidingsHealthIndicator board,
            Downtime outage) {
        this.checks = checks;
        this.runner = rounds;
        this.expectations = expectations;
        this.registry = roll;
        this.alertSender = desk;
        this.board = board;
        this.downtime = outage;
    }

    /**
     * One round, every half minute.
     *
     * @param clockRuns whether this node's clock is to open editions
     */
    public void run(boolean clockRuns) {
        try {
            runChecks(clockRuns);
        } catch (DataAccessException | TransactionException e) {
            downtime.onUnreachable(e);
        }
    }

    private void runChecks(boolean clockRuns) {
        registry.heartbeat();
        downtime.onReachable();
        if (clockRuns) {
            expectations.registerDigests();
        }
        runner.run(checks.watchdogChecks(), "");
        runner.run(checks.nodeChecks(), registry.thisNode());
        registry.removeDead();
        alertSender.sendDue();
        board.refresh();
    }

    /** Goes off watch: what was known of this node is forgotten. */
    public void deregister() {
        registry.deregister();
    }
}
