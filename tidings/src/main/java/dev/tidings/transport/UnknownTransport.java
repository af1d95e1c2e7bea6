package dev.tidings.transport;

import java.util.Collection;

/** Thrown for a transport that is not configured. */
public final class UnknownTransport extends RuntimeException {
    public UnknownTransport(String name, Collection<String> known) {
        super("The transport \"" + name + "\" is not configured; configured are " + String.join(", ", known)
                + ". SMTP_URL configures smtp, RESEND_API_KEY configures resend");
    }
}
