package dev.tidings.alerting;

import dev.tidings.alerting.Alert.DeliveryOutcome;
import dev.tidings.database.SystemPool;
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
    private final AlertDeliveries deliveries;
    private final AlertRules rules;
    private final AlertChannels channels;
    private final SystemPool connection;
    private final InstantSource clock;

    AlertSender(
            Alerts alerts,
            AlertDeliveries deliveries,
            AlertRules rules,
            AlertChannels channels,
            SystemPool connection,
            InstantSource clock) {
        this.alerts = alerts;
        this.deliveries = deliveries;
        this.rules = rules;
        this.channels = channels;
        this.connection = connection;
        this.clock = clock;
    }

    public void sendDue() {
        Instant now = clock.instant();
        connection.inTransaction(() -> alerts.remind(now, rules.remindEvery(), rules.targets()));
        for (int i = 0; i < MAX_PER_RUN; i++) {
            Optional<AlertDelivery> delivery = deliveries.claim(clock.instant());
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
            case AlertResult.Delivered delivered -> settle(delivery, DeliveryOutcome.SENT, delivered);
            case AlertResult.Undeliverable undeliverable -> settle(delivery, DeliveryOutcome.FAILED, undeliverable);
            case AlertResult.Unconfirmed unconfirmed -> settle(delivery, DeliveryOutcome.UNKNOWN, unconfirmed);
            case AlertResult.Retryable retryable
            when delivery.lastAttempt() -> settle(delivery, DeliveryOutcome.FAILED, retryable);
            case AlertResult.Retryable retryable -> deliveries.recordFailure(delivery.id(), retryable.detail());
        }
    }

    private void settle(AlertDelivery delivery, DeliveryOutcome outcome, AlertResult result) {
        deliveries.settle(delivery.id(), outcome, result.detail(), clock.instant());
    }
}
