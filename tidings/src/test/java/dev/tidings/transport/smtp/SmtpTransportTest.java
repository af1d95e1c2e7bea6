package dev.tidings.transport.smtp;

import dev.tidings.transport.Transport;
import java.time.InstantSource;

/** The client, with servers that answer one command after the other. */
class SmtpTransportTest extends SmtpTransportContract {
    @Override
    Transport transport(SmtpSettings settings) {
        return new SmtpTransport(settings, InstantSource.system());
    }

    @Override
    String[] offers() {
        return new String[] {"8BITMIME", "SIZE 10000000"};
    }
}
