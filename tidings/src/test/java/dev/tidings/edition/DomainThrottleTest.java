package dev.tidings.edition;

import static dev.tidings.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.core.Ticker;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.schedule.NodeRoles;
import dev.tidings.testing.TestApplication;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Some of the readers are at a domain that takes four letters a second. */
class DomainThrottleTest {
    private static final int READERS = 600;
    private static final int RATE = 4;

    /** u10, u20, u30 and u100, u110 ... u390. */
    private static final int SLOW = 33;

    @RegisterExtension
    static final TestApplication app = new TestApplication().with(new NodeRoles(false, true));

    @Test
    void lettersOfADomainOverItsRateWaitWithoutHoldingUpOthers() {
        app.clock().run();
        app.insertReaders(READERS);
        app.jdbc()
                .sql(
                        "update users set email = id || '@Slow.example' where right(id, 1) = '0' and length(id) < 5 and id < 'u4'")
                .update();
        app.transport().withReplayWindow(Duration.ZERO, 25).withDomainRate("slow.example", RATE);

        long begun = Ticker.SYSTEM.nanos();
        Edition edition = app.get(EditionOpener.class)
                .openLastCompleted(app.get(DigestCatalog.class).primary(), OpenedBy.API);
        await().until(() -> sent("example.com") == READERS - SLOW);
        assertThat(sent("Slow.example")).as("at the domain with a rate").isLessThan(SLOW);

        await().until(() -> status(edition) == EditionStatus.CLOSED);
        Duration whole = Ticker.SYSTEM.since(begun);
        assertThat(sent("Slow.example")).isEqualTo(SLOW);
        assertThat(whole)
                .as("%d letters at %d a second, the first turns at once", SLOW, RATE)
                .isGreaterThan(Duration.ofSeconds(SLOW / RATE - 5));
        assertThat(app.jdbc()
                        .sql("select max(attempt) from digest_log")
                        .query(Integer.class)
                        .single())
                .as("waiting is no attempt")
                .isEqualTo(1);
    }

    private static long sent(String domain) {
        return app.transport().messages().stream()
                .filter(message -> message.to().address().value().endsWith("@" + domain))
                .count();
    }

    private static EditionStatus status(Edition edition) {
        return app.get(Editions.class).find(edition.id()).orElseThrow().status();
    }
}
