package dev.tidings.transport.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.FakeSmtpServer;
import dev.tidings.transport.Transport;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** The client, with servers that take several commands at once. */
class PipelinedSmtpTransportTest extends SmtpTransportContract {
    @Override
    Transport transport(SmtpSettings settings) {
        return new SmtpTransport(settings, InstantSource.system());
    }

    @Override
    String[] offers() {
        return new String[] {"PIPELINING", "8BITMIME", "SIZE 10000000"};
    }

    @Test
    void commandsLeaveTogether() {
        try (FakeSmtpServer server = FakeSmtpServer.plain().withExtensions(offers());
                Transport transport = transport(SmtpContract.settings(server))) {
            SmtpContract.handOver(transport, "ann", "bob");
            assertThat(server.accepted()).hasSize(2);
            assertThat(server.pipelinedCommandCount()).isPositive();
        }
    }
}
