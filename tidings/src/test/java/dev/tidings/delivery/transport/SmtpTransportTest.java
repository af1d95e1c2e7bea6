package dev.tidings.delivery.transport;

import dev.tidings.delivery.Transport;
import java.time.InstantSource;

/** The client that stands on Angus Mail. */
class SmtpTransportTest extends SmtpTransportContract {
    @Override
    Transport transport(SmtpSettings settings) {
        return new SmtpTransport(settings, InstantSource.system());
    }
}
