package dev.tidings.alerting;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The channels that deliver alerts. They work without the database. */
@Component
public class AlertChannels {
    private static final Logger log = LoggerFactory.getLogger(AlertChannels.class);

    private final AlertMail mail;
    private final AlertWebhook webhook;

    AlertChannels(AlertMail mail, AlertWebhook webhook) {
        this.mail = mail;
        this.webhook = webhook;
    }

    /** Never throws. A failing channel does not keep the others from delivering. */
    public AlertResult send(AlertDelivery delivery) {
        try {
            return switch (delivery.channel()) {
                case MAIL -> mail.send(delivery);
                case WEBHOOK -> webhook.send(delivery);
            };
        } catch (RuntimeException e) {
            log.error("alert {} not delivered by {}", delivery.alert().id(), delivery.channel(), e);
            return new AlertResult.Retryable(e.getClass().getSimpleName());
        }
    }
}
