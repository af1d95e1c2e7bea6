package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.delivery.SendOutcome.Deferred;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.edition.Edition.Progress;
import dev.tidings.edition.Edition.Status;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestHouse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Living Lytics may be up to 36 hours late. */
class LatenessTest {
    private static final Duration LATE = Duration.ofHours(36);

    @RegisterExtension
    static final TestHouse house = new TestHouse();

    @Test
    void aLetterMayBeJustAsLateAsTheDigestAllows() {
        house.reader("ada");
        house.clock().set(TestHouse.MONDAY.plus(LATE));

        assertThat(walk().progress()).isEqualTo(new Progress(1, 1, 0, 0, 0));
    }

    @Test
    void aLetterThatIsASecondTooLateIsSkippedWithTheReason() {
        house.reader("ada");
        house.clock().set(TestHouse.MONDAY.plus(LATE).plusSeconds(1));

        Edition edition = walk();

        assertThat(edition.progress()).isEqualTo(new Progress(1, 0, 1, 0, 0));
        assertThat(edition.status()).isEqualTo(Status.CLOSED);
        assertThat(house.jdbc()
                        .sql("select skip_reason from digest_log")
                        .query(String.class)
                        .list())
                .containsExactly("TOO_LATE");
    }

    @Test
    void aDeferredLetterIsGivenUpWhenItIsTooLate() {
        house.reader("ada");
        house.transport()
                .answering(
                        (key, batch) -> RecordingTransport.all(batch, new Deferred("451", Duration.ofHours(20)), null));
        Edition edition = walk();

        house.clock().set(TestHouse.MONDAY.plus(LATE).plusSeconds(1));
        deliver(edition);

        assertThat(find(edition).progress()).isEqualTo(new Progress(1, 0, 1, 0, 0));
    }

    @Test
    void whoResumesAnEditionGivesItItsTimeAgain() {
        house.reader("ada");
        house.transport()
                .answering((key, batch) -> RecordingTransport.all(batch, new Deferred("401", null), "wrong key"));
        Edition edition = walk();
        house.clock().set(TestHouse.MONDAY.plus(Duration.ofDays(3)));

        house.transport().reset();
        house.get(EditionControl.class).resume(edition.id());
        deliver(edition);

        assertThat(find(edition).progress()).isEqualTo(new Progress(1, 1, 0, 0, 0));
    }

    @Test
    void afterADowntimeOnlyTheNewestMissedWeekIsOpened() {
        house.reader("ada");
        house.clock().set(TestHouse.MONDAY.plus(Duration.ofDays(21)).plusSeconds(60));

        Edition edition = house.get(EditionOpener.class).openDue(digest());

        assertThat(edition.period()).isEqualTo(DigestPeriod.containing(TestHouse.WEEK.plusWeeks(3)));
        assertThat(house.get(Editions.class).list(null, null, null, 10)).hasSize(1);
    }

    @Test
    void aRunThatIsMadeUpBeforeTheNextHourIsOfTheWeekThatItMissed() {
        house.reader("ada");
        // the Monday after, an hour before the next letter is due
        house.clock().set(TestHouse.MONDAY.plus(Duration.ofDays(7)).minus(Duration.ofHours(1)));

        Edition edition = house.get(EditionOpener.class).openDue(digest());

        assertThat(edition.period().start()).isEqualTo(LocalDate.of(2026, 5, 4));
    }

    @Test
    void anEditionWaitsForTheOneBeforeIt() {
        house.reader("ada");
        house.transport()
                .answering((key, batch) ->
                        RecordingTransport.all(batch, new Deferred("451", Duration.ofMinutes(5)), null));
        Edition older = walk();
        house.transport().reset();
        Edition newer = house.get(EditionOpener.class)
                .open(digest(), DigestPeriod.containing(LocalDate.of(2026, 5, 11)), Edition.OpenedBy.API);
        house.get(EditionPlanner.class).plan(newer.id());

        deliver(newer);
        assertThat(house.transport().messages()).isEmpty();

        house.clock().set(house.clock().instant().plus(Duration.ofMinutes(30)));
        deliver(older);
        deliver(newer);
        assertThat(List.of(find(older).status(), find(newer).status())).containsOnly(Status.CLOSED);
    }

    private static Digest digest() {
        return house.get(DigestCatalog.class).primary();
    }

    private static Edition walk() {
        Edition edition = house.get(EditionOpener.class).openDue(digest());
        house.get(EditionPlanner.class).plan(edition.id());
        deliver(edition);
        return find(edition);
    }

    private static void deliver(Edition edition) {
        house.deliver(edition.id(), 1);
    }

    private static Edition find(Edition edition) {
        return house.get(Editions.class).find(edition.id()).orElseThrow();
    }
}
