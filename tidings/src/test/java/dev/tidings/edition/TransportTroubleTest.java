package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.delivery.SendOutcome;
import dev.tidings.delivery.SendOutcome.Accepted;
import dev.tidings.delivery.SendOutcome.Deferred;
import dev.tidings.delivery.Transport.Again;
import dev.tidings.delivery.Transport.Condition;
import dev.tidings.delivery.Transport.HandOver;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.edition.Edition.Progress;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestHouse;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The mail server is down while an edition goes out. */
class TransportTroubleTest {
    private static final int READERS = 10;

    @RegisterExtension
    static final TestHouse house = new TestHouse();

    @Test
    void afterThreeBatchesThatFailedTheOthersStayOwedUntried() {
        Edition edition = planned();

        Optional<Duration> wait = deliver(edition);

        assertThat(house.transport().batches()).hasSize(3);
        assertThat(find(edition).progress()).isEqualTo(new Progress(READERS, 0, 0, 0, READERS));
        assertThat(untried()).isEqualTo(READERS - 3);
        assertThat(wait.orElseThrow()).isGreaterThan(Duration.ofSeconds(10));
    }

    @Test
    void oneBatchProbesAndOnSuccessAllGoOut() {
        Edition edition = planned();
        deliver(edition);
        theWhileIsOver();

        deliver(edition);
        assertThat(house.transport().batches()).as("a probe that failed").hasSize(4);

        theWhileIsOver();
        house.transport().answering((key, batch) -> RecordingTransport.all(batch, new Accepted("id", null), null));
        deliver(edition);
        assertThat(find(edition).progress().sent()).isEqualTo(READERS - 4);
        house.clock().advance(Duration.ofMinutes(5));
        assertThat(deliver(edition)).isEmpty();
        assertThat(find(edition).progress()).isEqualTo(new Progress(READERS, READERS, 0, 0, 0));
    }

    private static Edition planned() {
        house.crowd(READERS);
        Edition edition = house.get(EditionOpener.class)
                .openLastCompleted(house.get(DigestCatalog.class).primary(), OpenedBy.API);
        house.get(EditionPlanner.class).plan(edition.id());
        house.transport()
                .replaying(Duration.ZERO, 1)
                .answering((key, batch) -> new HandOver(
                        batch.stream()
                                .<SendOutcome>map(message -> new Deferred("down", null))
                                .toList(),
                        null,
                        Again.FREELY,
                        Condition.bad("the mail server cannot be reached")));
        return edition;
    }

    private static Optional<Duration> deliver(Edition edition) {
        return house.deliver(edition.id(), 1);
    }

    private static void theWhileIsOver() {
        house.jdbc()
                .sql("update transport_trouble set closed_to = clock_timestamp() - interval '1 second'")
                .update();
    }

    private static Edition find(Edition edition) {
        return house.get(Editions.class).find(edition.id()).orElseThrow();
    }

    private static long untried() {
        return house.jdbc()
                .sql("select count(*) from delivery where attempt = 0")
                .query(Long.class)
                .single();
    }
}
