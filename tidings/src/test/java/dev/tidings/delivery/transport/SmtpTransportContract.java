package dev.tidings.delivery.transport;

import dev.tidings.delivery.Transport;
import org.junit.jupiter.api.Nested;

/** What every SMTP client behind {@link Transport} does, whatever the server does. */
abstract class SmtpTransportContract {

    /** The client under test. */
    abstract Transport transport(SmtpSettings settings);

    @Nested
    class Letters extends SmtpLettersContract {
        @Override
        Transport transport(SmtpSettings settings) {
            return SmtpTransportContract.this.transport(settings);
        }
    }

    @Nested
    class BrokenConnections extends SmtpBrokenConnectionsContract {
        @Override
        Transport transport(SmtpSettings settings) {
            return SmtpTransportContract.this.transport(settings);
        }
    }

    @Nested
    class Stops extends SmtpStopContract {
        @Override
        Transport transport(SmtpSettings settings) {
            return SmtpTransportContract.this.transport(settings);
        }
    }

    @Nested
    class Security extends SmtpSecurityContract {
        @Override
        Transport transport(SmtpSettings settings) {
            return SmtpTransportContract.this.transport(settings);
        }
    }
}
