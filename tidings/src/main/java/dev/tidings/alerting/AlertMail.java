package dev.tidings.alerting;

import dev.tidings.core.EmailAddress;
import dev.tidings.core.Mailbox;
import dev.tidings.core.Message;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.digest.InstallationSettings;
import dev.tidings.transport.SendOutcome;
import dev.tidings.transport.Transport;
import dev.tidings.transport.Transports;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/** Sends alerts by mail. They are not letters: they have no row in the ledger and belong to no edition. */
@Component
class AlertMail {
    private final Transport transport;
    private final Mailbox from;

    AlertMail(Transports transports, DigestCatalog digests, InstallationSettings installation) {
        this.transport =
                transports.forOperators(installation.maintenance().alerts().transport());
        this.from = new Mailbox("Tidings", digests.primary().sender().from().address());
    }

    AlertResult send(AlertDelivery delivery) {
        String key = delivery.key() + "-" + delivery.id();
        return switch (transport
                .handOver(key, List.of(message(key, delivery)))
                .outcomes()
                .getFirst()) {
            case SendOutcome.Accepted accepted -> new AlertResult.Delivered("accepted by " + transport.name());
            case SendOutcome.Deferred deferred -> new AlertResult.Retryable(deferred.reason());
            case SendOutcome.UnclearRefusal refusal -> new AlertResult.Retryable(refusal.reason());
            case SendOutcome.Rejected rejected -> new AlertResult.Undeliverable(rejected.reason());
            case SendOutcome.Unknown unknown -> new AlertResult.Unconfirmed(unknown.reason());
        };
    }

    private Message message(String key, AlertDelivery delivery) {
        return new Message(
                key + "@" + from.address().domain(),
                from,
                null,
                new Mailbox(null, new EmailAddress(delivery.target())),
                subject(delivery),
                html(delivery),
                text(delivery),
                Map.of("Auto-Submitted", "auto-generated"));
    }

    private static String subject(AlertDelivery delivery) {
        Alert alert = delivery.alert();
        String state = alert.state() == Severity.OK ? "ok again" : alert.state().label();
        String about = alert.subject().isEmpty() ? alert.name() : alert.name() + " of " + alert.subject();
        return "Tidings: " + about + " is " + (delivery.isReminder() ? "still " : "") + state;
    }

    private static String text(AlertDelivery delivery) {
        Alert alert = delivery.alert();
        String node = alert.node().isEmpty() ? "" : "\nNode: " + alert.node();
        return """
                %s

                Check: %s%s
                State: %s, before: %s
                Noticed: %s

                What each check means and what to do: docs/monitoring.md
                """.formatted(
                        alert.message(),
                        alert.subject().isEmpty() ? alert.name() : alert.name() + " (" + alert.subject() + ")",
                        node,
                        alert.state().label(),
                        alert.previous().label(),
                        alert.raisedAt());
    }

    private static String html(AlertDelivery delivery) {
        return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + escaped(subject(delivery))
                + "</title></head><body><p style=\"white-space:pre-line;font-family:sans-serif\">"
                + escaped(text(delivery)) + "</p></body></html>";
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
