package dev.tidings.maintenance;

import dev.tidings.maintenance.Alert.Outcome;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Sends out what is to be told. Any number of desks may work at once: each telling is claimed by one. */
@Component
class AlertDesk {
    private static final Logger log = LoggerFactory.getLogger(AlertDesk.class);

    /** So that a round of checks is not kept waiting by many slow addresses; the rest is told after the next round. */
    private static final int MOST_AT_ONCE = 20;

    private final Alerts alerts;
    private final AlertDispatches dispatches;
    private final AlertRules rules;
    private final AlertChannels channels;
    private final WatchConnection connection;
    private final InstantSource clock;

    AlertDesk(
            Alerts alerts,
            AlertDispatches dispatches,
            AlertRules rules,
            AlertChannels channels,
            WatchConnection connection,
            InstantSource clock) {
        this.alerts = alerts;
        this.dispatches = dispatches;
        this.rules = rules;
        this.channels = channels;
        this.connection = connection;
        this.clock = clock;
    }

    void work() {
        Instant now = clock.instant();
        connection.inTransaction(() -> alerts.remind(now, rules.remindEvery(), rules.targets()));
        for (int i = 0; i < MOST_AT_ONCE; i++) {
            Optional<Telling> telling = dispatches.claim(clock.instant());
            if (telling.isEmpty()) {
                return;
            }
            tell(telling.get());
        }
    }

    private void tell(Telling telling) {
        Answer answer = channels.tell(telling);
        log.info(
                "alert {} by {}: {}",
                telling.alert().id(),
                telling.channel(),
                answer.getClass().getSimpleName());
        switch (answer) {
            case Answer.Taken taken -> settle(telling, Outcome.SENT, taken);
            case Answer.Refused refused -> settle(telling, Outcome.FAILED, refused);
            case Answer.Lost lost -> settle(telling, Outcome.UNKNOWN, lost);
            case Answer.NotNow notNow when telling.last() -> settle(telling, Outcome.FAILED, notNow);
            case Answer.NotNow notNow -> dispatches.note(telling.id(), notNow.detail());
        }
    }

    private void settle(Telling telling, Outcome outcome, Answer answer) {
        dispatches.settle(telling.id(), outcome, answer.detail(), clock.instant());
    }
}
