package dev.tidings.health;

import dev.tidings.alerting.AlertSender;
import dev.tidings.database.SqlErrorClassifier;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Runs a serving node's own checks and sends alerts, independently of the scheduler and of the main connection pool. It
 * must still alert when the scheduler has died.
 */
@Component
public class Watchdog {
    private final HealthChecks checks;
    private final CheckRunner runner;
    private final ExpectedEditions expectations;
    private final NodeRegistry registry;
    private final AlertSender alertSender;
    private final TidingsHealthIndicator indicator;
    private final Downtime downtime;

    Watchdog(
            HealthChecks checks,
            CheckRunner runner,
            ExpectedEditions expectations,
            NodeRegistry registry,
            AlertSender alertSender,
            TidingsHealthIndicator indicator,
            Downtime downtime) {
        this.checks = checks;
        this.runner = runner;
        this.expectations = expectations;
        this.registry = registry;
        this.alertSender = alertSender;
        this.indicator = indicator;
        this.downtime = downtime;
    }

    /**
     * Runs every half minute.
     *
     * @param clockRuns whether this node opens editions on schedule
     */
    public void run(boolean clockRuns) {
        try {
            runChecks(clockRuns);
        } catch (DataAccessException | TransactionException e) {
            if (!SqlErrorClassifier.isUnavailable(e)) {
                throw e;
            }
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
        indicator.refresh();
    }

    /** Removes this node and its health state. */
    public void deregister() {
        registry.deregister();
    }
}
