package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.EditionProgress;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.testing.TestApplication;
import dev.tidings.transport.SendOutcome;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.SendOutcome.Deferred;
import dev.tidings.transport.Transport.HandOverResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A mail server that accepts only one letter of a batch within one second of the intent. */
class SlowServerTest {
    private static final int READERS = 10;

    @RegisterExtension
    static final TestApplication app = new TestApplication();

    @Test
    void theRestOfABatchIsSentUnderNewIntentsAndCountsAsNoFailure() {
        app.insertReaders(READERS);
        Edition edition = app.get(EditionOpener.class)
                .openLastCompleted(app.get(DigestCatalog.class).primary(), OpenedBy.API);
        app.get(EditionPlanner.class).plan(edition.id());
        app.transport().withReplayWindow(Duration.ZERO, 5).respondingWith((key, batch) -> {
            List<SendOutcome> outcomes = new ArrayList<>(Collections.nCopies(batch.size(), Deferred.NOT_STARTED));
            outcomes.set(0, new Accepted("id", null));
            return new HandOverResult(outcomes, null);
        });

        int runs = 0;
        while (app.deliver(edition.id(), 1).isPresent()) {
            assertThat(++runs).as("deliveries, with every letter due at once").isLessThan(READERS);
        }

        Edition closed = app.get(Editions.class).find(edition.id()).orElseThrow();
        assertThat(closed.progress()).isEqualTo(new EditionProgress(READERS, READERS, 0, 0, 0));
        assertThat(app.transport().batches()).hasSize(READERS);
        assertThat(app.jdbc()
                        .sql("select count(*) from circuit_breaker")
                        .query(Integer.class)
                        .single())
                .isZero();
    }
}
