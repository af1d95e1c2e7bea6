package dev.tidings.health;

import dev.tidings.alerting.Alert;
import dev.tidings.alerting.AlertChannels;
import dev.tidings.alerting.AlertDelivery;
import dev.tidings.alerting.AlertResult;
import dev.tidings.alerting.AlertRules;
import dev.tidings.alerting.AlertRules.Target;
import dev.tidings.alerting.Alerts;
import dev.tidings.alerting.Severity;
import dev.tidings.database.MonitoringPool;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;

/**
 * The time in which this node does not reach the database. Nodes cannot agree then on who tells it, so each tells for
 * itself, once; how it ended becomes an alert like any other. Belongs to the watch's one thread.
 */
@Component
class Downtime {
    static final Duration ALERT_AFTER = Duration.ofMinutes(2);

    private static final Logger log = LoggerFactory.getLogger(Downtime.class);
    private static final String CHECK = "database";

    private final AlertRules rules;
    private final AlertChannels channels;
    private final Alerts alerts;
    private final MonitoringPool connection;
    private final TidingsHealthIndicator board;
    private final NodeName node;
    private final InstantSource clock;
    private final Set<Target> alerted = new HashSet<>();
    private @Nullable Instant since;

    Downtime(
            AlertRules rules,
            AlertChannels channels,
            Alerts alerts,
            MonitoringPool connection,
            TidingsHealthIndicator board,
            NodeName node,
            InstantSource clock) {
        this.rules = rules;
        this.channels = channels;
        this.alerts = alerts;
        this.connection = connection;
        this.board = board;
        this.node = node;
        this.clock = clock;
    }

    /** The database did not answer. */
    void onUnreachable(RuntimeException failure) {
        Instant now = clock.instant();
        Instant begin = since == null ? now : since;
        if (since == null) {
            log.error(
                    "the database does not answer: {}",
                    NestedExceptionUtils.getMostSpecificCause(failure).toString());
            since = now;
        }
        String message = "This node has not reached the database since " + begin
                + ". While that lasts, no letter goes out. Look at the database, and at the network to it.";
        board.publish(List.of(state(Severity.CRITICAL, message, begin, now)));
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
        log.info("outage told by {}: {}", target.channel(), answer.getClass().getSimpleName());
        if (!(answer instanceof AlertResult.Retryable)) {
            alerted.add(target);
        }
    }

    /** The database answers. */
    void onReachable() {
        Instant begin = since;
        if (begin == null) {
            return;
        }
        Instant now = clock.instant();
        log.warn("the database answers again; it did not since {}", begin);
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
