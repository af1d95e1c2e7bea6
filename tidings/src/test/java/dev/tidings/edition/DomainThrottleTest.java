package dev.tidings.edition;

import static dev.tidings.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.core.Message;
import dev.tidings.core.Ticker;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.schedule.NodeRoles;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestApplication;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.Transport.HandOverResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Some readers have addresses at a domain with a rate of one letter a second. */
class DomainThrottleTest {
    private static final int READERS = 600;
    private static final int RATE = 1;

    /** Letters may leave this many seconds ahead of the rate: two reservations at once and one a second ahead. */
    private static final int AHEAD_SECONDS = 5;

    /** Readers at the domain with a rate: u10, u20 ... u600, in both chunks. */
    private static final int READERS_AT_DOMAIN = 60;

    @RegisterExtension
    static final TestApplication app = new TestApplication().with(new NodeRoles(false, true));

    /** When each letter to the domain was handed over. */
    private final List<Long> handedOverNanos = new CopyOnWriteArrayList<>();

    @Test
    void lettersOverADomainsRateWaitWithoutDelayingOthers() {
        app.clock().run();
        app.insertReaders(READERS);
        app.jdbc()
                .sql("update users set email = id || '@Slow.example' where right(id, 1) = '0'")
                .update();
        app.transport()
                .withReplayWindow(Duration.ZERO, 25)
                .withDomainRate("slow.example", RATE)
                .respondingWith(this::accept);

        Edition edition = app.get(EditionOpener.class)
                .openLastCompleted(app.get(DigestCatalog.class).primary(), OpenedBy.API);
        await().until(() -> sent("example.com") == READERS - READERS_AT_DOMAIN);
        assertRateIsKept();
        assertThat(sent("Slow.example")).as("at the domain with a rate").isLessThan(READERS_AT_DOMAIN);

        app.transport().withDomainRate("slow.example", 1_000);
        await().until(() -> status(edition) == EditionStatus.CLOSED);
        assertThat(sent("Slow.example")).isEqualTo(READERS_AT_DOMAIN);
        assertThat(app.jdbc()
                        .sql("select max(attempt) from digest_log")
                        .query(Integer.class)
                        .single())
                .as("waiting does not count as an attempt")
                .isEqualTo(1);
    }

    private HandOverResult accept(String key, List<Message> batch) {
        batch.stream()
                .filter(message -> isAt("Slow.example", message))
                .forEach(message -> handedOverNanos.add(Ticker.SYSTEM.nanos()));
        return RecordingTransport.all(batch, new Accepted("id", null), null);
    }

    private void assertRateIsKept() {
        List<Long> nanos = List.copyOf(handedOverNanos);
        assertThat(nanos).isNotEmpty();
        for (int letter = 1; letter <= nanos.size(); letter++) {
            assertThat(Duration.ofNanos(nanos.get(letter - 1) - nanos.getFirst()))
                    .as("letter %d to the domain, after the first one", letter)
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(letter / RATE - AHEAD_SECONDS));
        }
    }

    private static long sent(String domain) {
        return app.transport().messages().stream()
                .filter(message -> isAt(domain, message))
                .count();
    }

    private static boolean isAt(String domain, Message message) {
        return message.to().address().value().endsWith("@" + domain);
    }

    private static EditionStatus status(Edition edition) {
        return app.get(Editions.class).find(edition.id()).orElseThrow().status();
    }
}
