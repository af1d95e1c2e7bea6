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
    private static final int MAX_PER_RUN = 20;

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
        for (int i = 0; i < MAX_PER_RUN; i++) {
            Optional<AlertDelivery> delivery = dispatches.claim(clock.instant());
            if (delivery.isEmpty()) {
                return;
            }
            send(delivery.get());
        }
    }

    private void send(AlertDelivery delivery) {
        AlertResult result = channels.send(delivery);
        log.info(
                "alert {} by {}: {}",
                delivery.alert().id(),
                delivery.channel(),
                result.getClass().getSimpleName());
        switch (result) {
            case AlertResult.Delivered delivered -> settle(delivery, DispatchOutcome.SENT, delivered);
            case AlertResult.Undeliverable undeliverable -> settle(delivery, DispatchOutcome.FAILED, undeliverable);
            case AlertResult.Unconfirmed unconfirmed -> settle(delivery, DispatchOutcome.UNKNOWN, unconfirmed);
            case AlertResult.Retryable retryable
            when delivery.lastAttempt() -> settle(delivery, DispatchOutcome.FAILED, retryable);
            case AlertResult.Retryable retryable -> dispatches.recordFailure(delivery.id(), retryable.detail());
        }
    }

    private void settle(AlertDelivery delivery, DispatchOutcome outcome, AlertResult result) {
        dispatches.settle(delivery.id(), outcome, result.detail(), clock.instant());
    }
}
