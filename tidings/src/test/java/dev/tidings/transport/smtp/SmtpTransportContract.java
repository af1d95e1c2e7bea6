package dev.tidings.transport.smtp;

import dev.tidings.transport.Transport;
import org.junit.jupiter.api.Nested;

/** Contract of the SMTP clients behind {@link Transport}. */
abstract class SmtpTransportContract {

    /** The client under test. */
    abstract Transport transport(SmtpSettings settings);

    /** The EHLO extensions that the servers announce. */
    abstract String[] extensions();

    @Nested
    class LetterTests extends SmtpLettersContract {
        @Override
        Transport transport(SmtpSettings settings) {
            return SmtpTransportContract.this.transport(settings);
        }

        @Override
        String[] extensions() {
            return SmtpTransportContract.this.extensions();
        }
    }

    @Nested
    class BrokenConnections extends SmtpBrokenConnectionsContract {
        @Override
        Transport transport(SmtpSettings settings) {
            return SmtpTransportContract.this.transport(settings);
        }

        @Override
        String[] extensions() {
            return SmtpTransportContract.this.extensions();
        }
    }

    @Nested
    class Stops extends SmtpStopContract {
        @Override
        Transport transport(SmtpSettings settings) {
            return SmtpTransportContract.this.transport(settings);
        }

        @Override
        String[] extensions() {
            return SmtpTransportContract.this.extensions();
        }
    }

    @Nested
    class Limits extends SmtpLimitsContract {
        @Override
        Transport transport(SmtpSettings settings) {
            return SmtpTransportContract.this.transport(settings);
        }

        @Override
        String[] extensions() {
            return SmtpTransportContract.this.extensions();
        }
    }

    @Nested
    class Security extends SmtpSecurityContract {
        @Override
        Transport transport(SmtpSettings settings) {
            return SmtpTransportContract.this.transport(settings);
        }

        @Override
        String[] extensions() {
            return SmtpTransportContract.this.extensions();
        }
    }

    @Nested
    class Sessions extends SmtpSessionContract {
        @Override
        Transport transport(SmtpSettings settings) {
            return SmtpTransportContract.this.transport(settings);
        }

        @Override
        String[] extensions() {
            return SmtpTransportContract.this.extensions();
        }
    }

    @Nested
    class ListenerCalls extends SmtpProgressContract {
        @Override
        Transport transport(SmtpSettings settings) {
            return SmtpTransportContract.this.transport(settings);
        }

        @Override
        String[] extensions() {
            return SmtpTransportContract.this.extensions();
        }
    }
}
