package dev.tidings.transport.smtp;

import dev.tidings.transport.Transport;
import org.junit.jupiter.api.Nested;

/** What every SMTP client behind {@link Transport} does, whatever the server does. */
abstract class SmtpTransportContract {

    /** The client under test. */
    abstract Transport transport(SmtpSettings settings);

    /** What the servers offer. */
    abstract String[] offers();

    @Nested
    class LetterTests extends SmtpLettersContract {
        @Override
        Transport transport(SmtpSettings settings) {
            return SmtpTransportContract.this.transport(settings);
        }

        @Override
        String[] offers() {
            return SmtpTransportContract.this.offers();
        }
    }

    @Nested
    class BrokenConnections extends SmtpBrokenConnectionsContract {
        @Override
        Transport transport(SmtpSettings settings) {
            return SmtpTransportContract.this.transport(settings);
        }

        @Override
        String[] offers() {
            return SmtpTransportContract.this.offers();
        }
    }

    @Nested
    class Stops extends SmtpStopContract {
        @Override
        Transport transport(SmtpSettings settings) {
            return SmtpTransportContract.this.transport(settings);
        }

        @Override
        String[] offers() {
            return SmtpTransportContract.this.offers();
        }
    }

    @Nested
    class Security extends SmtpSecurityContract {
        @Override
        Transport transport(SmtpSettings settings) {
            return SmtpTransportContract.this.transport(settings);
        }

        @Override
        String[] offers() {
            return SmtpTransportContract.this.offers();
        }
    }

    @Nested
    class Progress extends SmtpProgressContract {
        @Override
        Transport transport(SmtpSettings settings) {
            return SmtpTransportContract.this.transport(settings);
        }

        @Override
        String[] offers() {
            return SmtpTransportContract.this.offers();
        }
    }
}
