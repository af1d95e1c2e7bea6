package dev.tidings.maintenance;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The ways on which alerts are told. None of them needs the database. */
@Component
class AlertChannels {
    private static final Logger log = LoggerFactory.getLogger(AlertChannels.class);

    private final AlertMail mail;
    private final Webhook webhook;

    AlertChannels(AlertMail mail, Webhook webhook) {
        this.mail = mail;
        this.webhook = webhook;
    }

    /** Never throws: one way that is broken must not keep the others from being gone. */
    Answer tell(Telling telling) {
        try {
            return switch (telling.channel()) {
                case MAIL -> mail.tell(telling);
                case WEBHOOK -> webhook.tell(telling);
            };
        } catch (RuntimeException e) {
            log.error("alert {} could not be told by {}", telling.alert().id(), telling.channel(), e);
            return new Answer.NotNow(e.getClass().getSimpleName());
        }
    }
}
