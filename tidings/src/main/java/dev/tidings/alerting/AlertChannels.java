package dev.tidings.alerting;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The channels that deliver alerts. None of them needs the database. */
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
    public AlertResult send(AlertDelivery telling) {
        try {
            return switch (telling.channel()) {
                case MAIL -> mail.send(telling);
                case WEBHOOK -> webhook.send(telling);
            };
        } catch (RuntimeException e) {
            log.error("alert {} could not be told by {}", telling.alert().id(), telling.channel(), e);
            return new AlertResult.Retryable(e.getClass().getSimpleName());
        }
    }
}
