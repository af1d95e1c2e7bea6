package dev.tidings.edition;

import static dev.tidings.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.schedule.NodeRoles;
import dev.tidings.testing.ExampleFolders;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestApplication;
import dev.tidings.transport.SendOutcome.Accepted;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A small edition of another digest is opened while a huge edition is being sent. */
class FairnessTest {
    private static final int HUGE = 20_000;
    private static final int SMALL = 10;

    @RegisterExtension
    static final TestApplication app =
            new TestApplication(ExampleFolders.combined("living-lytics", "proletto")).with(new NodeRoles(false, true));

    @Test
    void aSmallEditionSharesTheTransportsRateWithAHugeOne() {
        app.transport().withReplayWindow(Duration.ZERO, 25).withRate(300);
        assertSmallEditionFinishesFirst();
    }

    @Test
    void aSmallEditionSharesTheWorkersWithAHugeOne() {
        app.transport().withReplayWindow(Duration.ZERO, 25).respondingWith((key, batch) -> {
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            return RecordingTransport.all(batch, new Accepted("id", null), null);
        });
        assertSmallEditionFinishesFirst();
    }

    /** Alone, the huge edition takes more than a minute. Every worker sends it, and 30 of its chunks wait. */
    private static void assertSmallEditionFinishesFirst() {
        app.clock().run();
        app.insertReaders(HUGE);
        subscribe(SMALL);
        Edition huge = open("living-lytics");
        await().until(() -> progress(huge).sent() > 500);

        Edition small = open("proletto");
        await().until(() -> status(small) == EditionStatus.CLOSED);

        assertThat(progress(small).sent()).isEqualTo(SMALL);
        assertThat(progress(huge).owed()).isGreaterThan(HUGE / 4);
        app.get(EditionControl.class).cancel(huge.id());
        await().until(() -> status(huge) == EditionStatus.CLOSED);
    }

    private static void subscribe(int readers) {
        app.jdbc()
                .sql("""
                        insert into opportunity (id, title, url, canonical_url, source, deadline, tags, discipline, type,
                                                   created_at, updated_at, last_seen_at)
                        select 'o' || n, 'Call ' || n, 'https://example.org/' || n, 'https://example.org/' || n, 'test',
                               date '2026-07-11', '{bronze}', '{sculpture}', 'residency', :now, :now, :now
                        from generate_series(1, 5) as n
                        """)
                .param("now", TestApplication.MONDAY.atOffset(ZoneOffset.UTC))
                .update();
        app.jdbc().sql("""
                        update users set plan = 'pro', profile = '{"disciplines": ["sculpture"], "tags": ["bronze"], "locations": []}'
                        where id in (select 'u' || n from generate_series(1, :readers) as n)
                        """).param("readers", readers).update();
    }

    private static Edition open(String digest) {
        return app.get(EditionOpener.class)
                .openLastCompleted(app.get(DigestCatalog.class).require(digest), OpenedBy.API);
    }

    private static Edition.EditionProgress progress(Edition edition) {
        return find(edition).progress();
    }

    private static EditionStatus status(Edition edition) {
        return find(edition).status();
    }

    private static Edition find(Edition edition) {
        return app.get(Editions.class).find(edition.id()).orElseThrow();
    }
}
