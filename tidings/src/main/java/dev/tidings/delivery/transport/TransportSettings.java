package dev.tidings.delivery.transport;

import dev.tidings.delivery.Transport;
import dev.tidings.delivery.Transports;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the ways out: the outbox is always there, the others where they are set up. Digests that name no transport
 * use Resend, or else SMTP, or else the outbox.
 */
public record TransportSettings(
        OutboxSettings outbox,
        @Nullable SmtpSettings smtp,
        @Nullable ResendSettings resend) {

    /** @throws IllegalArgumentException if the mail server's file of trusted certificates cannot be used */
    public Transports open(InstantSource time) {
        List<Transport> transports = new ArrayList<>();
        if (resend != null) {
            transports.add(new ResendTransport(resend, time));
        }
        if (smtp != null) {
            transports.add(new SmtpTransport(smtp, time));
        }
        transports.add(new OutboxTransport(new Outbox(outbox), time));
        return new Transports(transports);
    }
}
