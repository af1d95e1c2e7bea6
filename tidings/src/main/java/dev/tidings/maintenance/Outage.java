package dev.tidings.maintenance;

import dev.tidings.maintenance.AlertRules.Target;
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
class Outage {
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Logger log = LoggerFactory.getLogger(Outage.class);
    private static final String CHECK = "database";

    private final AlertRules rules;
    private final AlertChannels channels;
    private final Alerts alerts;
    private final WatchConnection connection;
    private final HealthBoard board;
    private final NodeName node;
    private final InstantSource clock;
    private final Set<Target> told = new HashSet<>();
    private @Nullable Instant since;

    Outage(
            AlertRules rules,
            AlertChannels channels,
            Alerts alerts,
            WatchConnection connection,
            HealthBoard board,
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
    void goesOn(RuntimeException failure) {
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
        board.show(List.of(state(State.CRITICAL, message, begin, now)));
        if (!now.isBefore(begin.plus(PATIENCE))) {
            rules.targets().stream()
                    .filter(target -> !told.contains(target))
                    .forEach(target -> tell(target, message, begin));
        }
    }

    private void tell(Target target, String message, Instant begin) {
        Alert alert = new Alert(
                0, CHECK, "", node.value(), State.OK, State.CRITICAL, message, begin, 1, null, null, List.of());
        String key = "outage-" + node.value().replaceAll("[^A-Za-z0-9-]", "-") + "-" + begin.getEpochSecond();
        Answer answer = channels.tell(new Telling(0, key, target.channel(), target.name(), 1, false, alert));
        log.info("outage told by {}: {}", target.channel(), answer.getClass().getSimpleName());
        if (!(answer instanceof Answer.NotNow)) {
            told.add(target);
        }
    }

    /** The database answers. */
    void isOver() {
        Instant begin = since;
        if (begin == null) {
            return;
        }
        Instant now = clock.instant();
        log.warn("the database answers again; it did not since {}", begin);
        if (!told.isEmpty()) {
            String message = "The database answers this node again. It did not from " + begin + " to " + now + ".";
            CheckState state = state(State.OK, message, begin, now);
            connection.inTransaction(() -> alerts.raise(state, State.CRITICAL, List.copyOf(told), now));
        }
        told.clear();
        since = null;
    }

    private CheckState state(State state, String message, Instant begin, Instant now) {
        return new CheckState(CHECK, "", node.value(), state, message, null, begin, begin, now);
    }
}
