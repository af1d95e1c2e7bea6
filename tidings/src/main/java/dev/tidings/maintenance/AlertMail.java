package dev.tidings.maintenance;

import dev.tidings.core.EmailAddress;
import dev.tidings.core.Mailbox;
import dev.tidings.core.Message;
import dev.tidings.delivery.SendOutcome;
import dev.tidings.delivery.Transport;
import dev.tidings.delivery.Transports;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.digest.InstallationSettings;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/** Tells alerts by mail. They are no letters of a digest: the ledger does not know them, and no edition stops them. */
@Component
class AlertMail {
    private final Transport transport;
    private final Mailbox from;

    AlertMail(Transports transports, DigestCatalog digests, InstallationSettings installation) {
        this.transport = transports.of(installation.maintenance().alerts().transport());
        this.from = new Mailbox("Tidings", digests.primary().sender().from().address());
    }

    Answer tell(Telling telling) {
        String key = telling.key() + "-" + telling.id();
        return switch (transport
                .handOver(key, List.of(message(key, telling)))
                .outcomes()
                .getFirst()) {
            case SendOutcome.Accepted accepted -> new Answer.Taken("taken by " + transport.name());
            case SendOutcome.Deferred deferred -> new Answer.NotNow(deferred.reason());
            case SendOutcome.Rejected rejected -> new Answer.Refused(rejected.reason());
            case SendOutcome.Unknown unknown -> new Answer.Lost(unknown.reason());
        };
    }

    private Message message(String key, Telling telling) {
        return new Message(
                key + "@" + from.address().domain(),
                from,
                null,
                new Mailbox(null, new EmailAddress(telling.target())),
                subject(telling),
                html(telling),
                text(telling),
                Map.of("Auto-Submitted", "auto-generated"));
    }

    private static String subject(Telling telling) {
        Alert alert = telling.alert();
        String word = alert.state() == State.OK ? "well again" : alert.state().word();
        String about = alert.subject().isEmpty() ? alert.name() : alert.name() + " of " + alert.subject();
        return "Tidings: " + about + " is " + (telling.reminds() ? "still " : "") + word;
    }

    private static String text(Telling telling) {
        Alert alert = telling.alert();
        String node = alert.node().isEmpty() ? "" : "\nNode: " + alert.node();
        return """
                %s

                Check: %s%s
                State: %s, before: %s
                Noticed: %s

                What each check means and what to do: docs/maintenance.md
                """.formatted(
                        alert.message(),
                        alert.subject().isEmpty() ? alert.name() : alert.name() + " (" + alert.subject() + ")",
                        node,
                        alert.state().word(),
                        alert.previous().word(),
                        alert.raisedAt());
    }

    private static String html(Telling telling) {
        return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + escaped(subject(telling))
                + "</title></head><body><p style=\"white-space:pre-line;font-family:sans-serif\">"
                + escaped(text(telling)) + "</p></body></html>";
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
