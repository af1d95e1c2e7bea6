package dev.tidings.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.core.EmailAddress;
import dev.tidings.core.Message;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestMessages;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedirectingTransportTest {
    private static final EmailAddress TARGET = new EmailAddress("staging@example.com");

    private final RecordingTransport original = new RecordingTransport();
    private final Transports transports = new Transports(List.of(original), TARGET);
    private final Message message = TestMessages.to("ada");

    @Test
    void sessionsAndPlainHandOversAreRedirected() {
        transports.defaultTransport().handOver("k1", List.of(message));
        try (TransportSession session = transports.defaultTransport().openSession()) {
            session.handOver("k2", List.of(message), HandOverListener.NONE);
        }

        assertThat(original.messages()).hasSize(2).allSatisfy(sent -> {
            assertThat(sent.to().address()).isEqualTo(TARGET);
            assertThat(sent.messageId()).isEqualTo(message.messageId());
            assertThat(sent.subject())
                    .isEqualTo("[for " + message.to().address().value() + "] " + message.subject());
            assertThat(sent.headers())
                    .containsAllEntriesOf(message.headers())
                    .containsEntry("X-Tidings-Recipient", message.to().address().value());
        });
    }

    @Test
    void deadRedirectionSuppressesNoRecipient() {
        original.respondingWith(
                (key, batch) -> RecordingTransport.all(batch, new SendOutcome.Rejected("no such user", true), null));
        List<SendOutcome> heard = new ArrayList<>();
        HandOverListener listener = new HandOverListener() {
            @Override
            public boolean mayStart(int position) {
                return true;
            }

            @Override
            public void onFinalByte(int position) {}

            @Override
            public void onOutcome(int position, SendOutcome outcome) {
                heard.add(outcome);
            }
        };

        heard.addAll(transports
                .defaultTransport()
                .handOver("k", List.of(message), listener)
                .outcomes());

        assertThat(heard)
                .isNotEmpty()
                .allMatch(new SendOutcome.Rejected("TIDINGS_REDIRECT_TO: no such user", false)::equals);
    }

    @Test
    void mailToOperatorsIsNotRedirected() {
        assertThat(transports.forOperators(null)).isSameAs(original);
        assertThat(transports.forOperators("outbox")).isSameAs(original);
        assertThat(new Transports(List.of(original)).forOperators(null)).isSameAs(original);
    }
}
