package dev.tidings.maintenance;

import org.springframework.stereotype.Component;

/** The ways on which alerts are told. None of them needs the database. */
@Component
class AlertChannels {
    private final AlertMail mail;
    private final Webhook webhook;

    AlertChannels(AlertMail mail, Webhook webhook) {
        this.mail = mail;
        this.webhook = webhook;
    }

    Answer tell(Telling telling) {
        return switch (telling.channel()) {
            case MAIL -> mail.tell(telling);
            case WEBHOOK -> webhook.tell(telling);
        };
    }
}
