package dev.tidings.transport.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.FakeSmtpServer;
import dev.tidings.transport.Transport;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** {@link SmtpTransport} with servers that support pipelining. */
class PipelinedSmtpTransportTest extends SmtpTransportContract {
    @Override
    Transport transport(SmtpSettings settings) {
        return new SmtpTransport(settings, InstantSource.system());
    }

    @Override
    String[] extensions() {
        return new String[] {"PIPELINING", "8BITMIME", "SIZE 10000000"};
    }

    @Test
    void commandsAreSentTogether() {
        try (FakeSmtpServer server = FakeSmtpServer.plain().withExtensions(extensions());
                Transport transport = transport(SmtpContract.settings(server))) {
            SmtpContract.handOver(transport, "ann", "bob");
            assertThat(server.accepted()).hasSize(2);
            assertThat(server.pipelinedCommandCount()).isPositive();
        }
    }
}
