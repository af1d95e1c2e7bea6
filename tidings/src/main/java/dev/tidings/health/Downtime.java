package dev.tidings.health;

import dev.tidings.alerting.Alert;
import dev.tidings.alerting.AlertChannels;
import dev.tidings.alerting.AlertDelivery;
import dev.tidings.alerting.AlertResult;
import dev.tidings.alerting.AlertRules;
import dev.tidings.alerting.AlertRules.Target;
import dev.tidings.alerting.Alerts;
import dev.tidings.alerting.Severity;
import dev.tidings.database.DatabaseFault;
import dev.tidings.database.SystemPool;
import dev.tidings.settings.NodeName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tracks the time in which this node cannot reach the database. Nodes cannot coordinate then: each node alerts once
 * by itself. The end becomes an alert like any other. Used only by the watchdog's thread.
 */
@Component
class Downtime {
    static final Duration ALERT_AFTER = Duration.ofMinutes(2);

    private static final Logger log = LoggerFactory.getLogger(Downtime.class);
    private static final String CHECK = "database";

    private final AlertRules rules;
    private final AlertChannels channels;
    private final Alerts alerts;
    private final SystemPool connection;
    private final TidingsHealthIndicator indicator;
    private final NodeName node;
    private final InstantSource clock;
    private final Set<Target> alerted = new HashSet<>();
    private @Nullable Instant since;

    Downtime(
            AlertRules rules,
            AlertChannels channels,
            Alerts alerts,
            SystemPool connection,
            TidingsHealthIndicator indicator,
            NodeName node,
            InstantSource clock) {
        this.rules = rules;
        this.channels = channels;
        this.alerts = alerts;
        this.connection = connection;
        this.indicator = indicator;
        this.node = node;
        this.clock = clock;
    }

    /** Records that the database is unreachable, or too busy for this node's checks. */
    void onUnreachable(RuntimeException failure) {
        Instant now = clock.instant();
        Instant begin = since == null ? now : since;
        String reason = DatabaseFault.describe(failure);
        DatabaseFault fault = DatabaseFault.of(failure);
        boolean busy = fault != null && fault.isBusy();
        if (since == null) {
            log.error(busy ? "checks wait for the database: {}" : "database unreachable: {}", reason);
            since = now;
        }
        String message = busy
                ? "This node's checks have had no answer from the database since " + begin + ": " + reason
                        + ". Letters may wait, too. Look for locks and slow statements in pg_stat_activity."
                : "This node has not reached the database since " + begin + ": " + reason
                        + ". While that lasts, no letter goes out. Look at the database, and at the network to it.";
        indicator.publish(List.of(state(Severity.CRITICAL, message, begin, now)));
        if (!now.isBefore(begin.plus(ALERT_AFTER))) {
            rules.targets().stream()
                    .filter(target -> !alerted.contains(target))
                    .forEach(target -> alert(target, message, begin));
        }
    }

    private void alert(Target target, String message, Instant begin) {
        Alert alert = new Alert(
                0, CHECK, "", node.value(), Severity.OK, Severity.CRITICAL, message, begin, 1, null, null, List.of());
        String key = "outage-" + node.value().replaceAll("[^A-Za-z0-9-]", "-") + "-" + begin.getEpochSecond();
        AlertResult answer = channels.send(new AlertDelivery(0, key, target.channel(), target.name(), 1, false, alert));
        log.info(
                "database downtime alert by {}: {}",
                target.channel(),
                answer.getClass().getSimpleName());
        if (!(answer instanceof AlertResult.Retryable)) {
            alerted.add(target);
        }
    }

    /** Records that the database is reachable. */
    void onReachable() {
        Instant begin = since;
        if (begin == null) {
            return;
        }
        Instant now = clock.instant();
        log.warn("database answers again, since {} it did not", begin);
        if (!alerted.isEmpty()) {
            String message = "The database answers this node again. It did not from " + begin + " to " + now + ".";
            CheckState state = state(Severity.OK, message, begin, now);
            connection.inTransaction(
                    () -> alerts.raise(state.toCondition(), Severity.CRITICAL, List.copyOf(alerted), now));
        }
        alerted.clear();
        since = null;
    }

    private CheckState state(Severity state, String message, Instant begin, Instant now) {
        return new CheckState(CHECK, "", node.value(), state, message, null, begin, begin, now);
    }
}
