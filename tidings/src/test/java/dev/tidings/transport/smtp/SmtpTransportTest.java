package dev.tidings.transport.smtp;

import dev.tidings.transport.Transport;
import java.time.InstantSource;

/** {@link SmtpTransport} with servers that do not support pipelining. */
class SmtpTransportTest extends SmtpTransportContract {
    @Override
    Transport transport(SmtpSettings settings) {
        return new SmtpTransport(settings, InstantSource.system());
    }

    @Override
    String[] extensions() {
        return new String[] {"8BITMIME", "SIZE 10000000"};
    }
}
