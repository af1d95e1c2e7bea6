package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.edition.Edition.EditionProgress;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestApplication;
import dev.tidings.transport.SendOutcome.Deferred;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Letters of Living Lytics may be up to 36 hours late. */
class LatenessTest {
    private static final Duration LATE = Duration.ofHours(36);

    @RegisterExtension
    static final TestApplication app = new TestApplication();

    @Test
    void aLetterAsLateAsTheDigestAllowsIsSent() {
        app.insertReader("ada");
        app.clock().set(TestApplication.MONDAY.plus(LATE));

        assertThat(runEdition().progress()).isEqualTo(new EditionProgress(1, 1, 0, 0, 0));
    }

    @Test
    void aLetterOneSecondTooLateIsSkippedWithTheReason() {
        app.insertReader("ada");
        app.clock().set(TestApplication.MONDAY.plus(LATE).plusSeconds(1));

        Edition edition = runEdition();

        assertThat(edition.progress()).isEqualTo(new EditionProgress(1, 0, 1, 0, 0));
        assertThat(edition.status()).isEqualTo(EditionStatus.CLOSED);
        assertThat(app.jdbc()
                        .sql("select skip_reason from digest_log")
                        .query(String.class)
                        .list())
                .containsExactly("TOO_LATE");
    }

    @Test
    void aDeferredLetterIsSkippedWhenItIsTooLate() {
        app.insertReader("ada");
        app.transport()
                .respondingWith(
                        (key, batch) -> RecordingTransport.all(batch, new Deferred("451", Duration.ofHours(20)), null));
        Edition edition = runEdition();

        app.clock().set(TestApplication.MONDAY.plus(LATE).plusSeconds(1));
        deliver(edition);

        assertThat(find(edition).progress()).isEqualTo(new EditionProgress(1, 0, 1, 0, 0));
    }

    @Test
    void resumingAnEditionRestartsItsTimeLimit() {
        app.insertReader("ada");
        app.transport()
                .respondingWith((key, batch) -> RecordingTransport.all(batch, new Deferred("401", null), "wrong key"));
        Edition edition = runEdition();
        app.clock().set(TestApplication.MONDAY.plus(Duration.ofDays(3)));

        app.transport().reset();
        app.get(EditionControl.class).resume(edition.id());
        deliver(edition);

        assertThat(find(edition).progress()).isEqualTo(new EditionProgress(1, 1, 0, 0, 0));
    }

    @Test
    void afterADowntimeOnlyTheNewestMissedWeekIsOpened() {
        app.insertReader("ada");
        app.clock().set(TestApplication.MONDAY.plus(Duration.ofDays(21)).plusSeconds(60));

        Edition edition = app.get(EditionOpener.class).openDue(digest());

        assertThat(edition.period()).isEqualTo(DigestPeriod.containing(TestApplication.WEEK.plusWeeks(3)));
        assertThat(app.get(Editions.class).list(null, null, null, 10)).hasSize(1);
    }

    @Test
    void aMissedRunOpensTheMissedWeekUntilTheNextOneIsDue() {
        app.insertReader("ada");
        // An hour before the next letter is due, on the Monday after.
        app.clock().set(TestApplication.MONDAY.plus(Duration.ofDays(7)).minus(Duration.ofHours(1)));

        Edition edition = app.get(EditionOpener.class).openDue(digest());

        assertThat(edition.period().start()).isEqualTo(LocalDate.of(2026, 5, 4));
    }

    @Test
    void anEditionWaitsForTheOlderEdition() {
        app.insertReader("ada");
        app.transport()
                .respondingWith((key, batch) ->
                        RecordingTransport.all(batch, new Deferred("451", Duration.ofMinutes(5)), null));
        Edition older = runEdition();
        app.transport().reset();
        Edition newer = app.get(EditionOpener.class)
                .open(digest(), DigestPeriod.containing(LocalDate.of(2026, 4, 27)), Edition.OpenedBy.API);
        app.get(EditionPlanner.class).plan(newer.id());

        deliver(newer);
        assertThat(app.transport().messages()).isEmpty();

        app.clock().set(app.clock().instant().plus(Duration.ofMinutes(30)));
        deliver(older);
        deliver(newer);
        assertThat(List.of(find(older).status(), find(newer).status())).containsOnly(EditionStatus.CLOSED);
    }

    private static Digest digest() {
        return app.get(DigestCatalog.class).primary();
    }

    private static Edition runEdition() {
        Edition edition = app.get(EditionOpener.class).openDue(digest());
        app.get(EditionPlanner.class).plan(edition.id());
        deliver(edition);
        return find(edition);
    }

    private static void deliver(Edition edition) {
        app.deliver(edition.id(), 1);
    }

    private static Edition find(Edition edition) {
        return app.get(Editions.class).find(edition.id()).orElseThrow();
    }
}
