package dev.tidings.alerting;

import dev.tidings.alerting.Alert.DispatchOutcome;
import dev.tidings.database.MonitoringPool;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Delivers due alerts. Several nodes may run it at once: each delivery is claimed by one. */
@Component
public class AlertSender {
    private static final Logger log = LoggerFactory.getLogger(AlertSender.class);

    /** Limits how long slow receivers can delay the checks. The rest is delivered in the next run. */
    private static final int MAX_PER_ROUND = 20;

    private final Alerts alerts;
    private final AlertDispatches dispatches;
    private final AlertRules rules;
    private final AlertChannels channels;
    private final MonitoringPool connection;
    private final InstantSource clock;

    AlertSender(
            Alerts alerts,
            AlertDispatches dispatches,
            AlertRules rules,
            AlertChannels channels,
            MonitoringPool connection,
            InstantSource clock) {
        this.alerts = alerts;
        this.dispatches = dispatches;
        this.rules = rules;
        this.channels = channels;
        this.connection = connection;
        this.clock = clock;
    }

    public void sendDue() {
        Instant now = clock.instant();
        connection.inTransaction(() -> alerts.remind(now, rules.remindEvery(), rules.targets()));
        for (int i = 0; i < MAX_PER_ROUND; i++) {
            Optional<AlertDelivery> telling = dispatches.claim(clock.instant());
            if (telling.isEmpty()) {
                return;
            }
            send(telling.get());
        }
    }

    private void send(AlertDelivery telling) {
        AlertResult answer = channels.send(telling);
        log.info(
                "alert {} by {}: {}",
                telling.alert().id(),
                telling.channel(),
                answer.getClass().getSimpleName());
        switch (answer) {
            case AlertResult.Delivered taken -> settle(telling, DispatchOutcome.SENT, taken);
            case AlertResult.Undeliverable refused -> settle(telling, DispatchOutcome.FAILED, refused);
            case AlertResult.Unconfirmed lost -> settle(telling, DispatchOutcome.UNKNOWN, lost);
            case AlertResult.Retryable notNow
            when telling.lastAttempt() -> settle(telling, DispatchOutcome.FAILED, notNow);
            case AlertResult.Retryable notNow -> dispatches.recordFailure(telling.id(), notNow.detail());
        }
    }

    private void settle(AlertDelivery telling, DispatchOutcome outcome, AlertResult answer) {
        dispatches.settle(telling.id(), outcome, answer.detail(), clock.instant());
    }
}
