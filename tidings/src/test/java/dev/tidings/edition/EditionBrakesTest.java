package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.edition.Edition.EditionProgress;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.testing.TestApplication;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each test sends the edition of one week and then opens that of the next. */
class EditionBrakesTest {
    private static final LocalDate NEXT_WEEK = TestApplication.WEEK.plusWeeks(1);
    private static final Instant NEXT_MONDAY = TestApplication.MONDAY.plus(Duration.ofDays(7));

    @RegisterExtension
    static final TestApplication app = new TestApplication();

    @Test
    void anEditionWithoutContentForMostReadersIsHeldBeforeItsFirstLetter() {
        sendFirstEdition(20);
        numbers(9);

        Edition held = run(openNext());

        assertThat(held.status()).isEqualTo(EditionStatus.HELD);
        assertThat(held.reason())
                .isEqualTo("of a sample of 20 readers who had a letter last time, 11 have no content now (55 %)");
        assertThat(held.progress()).isEqualTo(new EditionProgress(0, 0, 0, 0, 0));
        assertThat(app.transport().messages()).hasSize(20);
    }

    @Test
    void halfOfTheReadersMayHaveNoContent() {
        sendFirstEdition(20);
        numbers(10);

        Edition sent = run(openNext());

        assertThat(sent.status()).isEqualTo(EditionStatus.CLOSED);
        assertThat(sent.progress()).isEqualTo(new EditionProgress(20, 10, 10, 0, 0));
    }

    @Test
    void fewerThanTenReadersAreNoSignOfMissingNumbers() {
        sendFirstEdition(9);

        assertThat(run(openNext()).progress()).isEqualTo(new EditionProgress(9, 0, 9, 0, 0));
    }

    @Test
    void onlyReadersWhoHadALetterLastTimeAndAreStillSubscribedCount() {
        app.insertReaders(12);
        for (int user = 20; user < 40; user++) {
            app.insertUser("never-" + user);
        }
        run(openNext(TestApplication.MONDAY));
        numbers(5);
        app.jdbc()
                .sql("update users set opt_in_digest = false where id in ('u11', 'u12')")
                .update();

        assertThat(run(openNext()).status()).as("5 of 10 readers").isEqualTo(EditionStatus.CLOSED);
    }

    @Test
    void resumingAHeldEditionLetsItGoToThoseWhoAreDueThen() {
        sendFirstEdition(20);
        Edition held = run(openNext());
        assertThat(held.status()).isEqualTo(EditionStatus.HELD);
        app.clock().set(NEXT_MONDAY.plus(Duration.ofHours(40)));
        numbers(8);
        app.insertUser("late");

        assertThat(control().resume(held.id())).isTrue();
        Edition sent = run(held);

        assertThat(sent.status()).isEqualTo(EditionStatus.CLOSED);
        assertThat(sent.progress()).isEqualTo(new EditionProgress(21, 8, 13, 0, 0));
        assertThat(sent.sendBy()).isEqualTo(app.clock().instant().plus(digest().late()));
        assertThat(control().resume(held.id())).isFalse();
    }

    @Test
    void cancellingAHeldEditionEndsIt() {
        sendFirstEdition(20);
        Edition held = run(openNext());

        assertThat(control().cancel(held.id())).isTrue();
        Edition cancelled = run(held);

        assertThat(cancelled.status()).isEqualTo(EditionStatus.CLOSED);
        assertThat(cancelled.reason()).isNull();
        assertThat(cancelled.progress()).isEqualTo(new EditionProgress(0, 0, 0, 0, 0));
    }

    @Test
    void anAudienceOfLessThanAThirdIsHeld() {
        sendFirstEdition(100);
        numbers(100);
        keepUsers(33);

        Edition held = run(openNext());

        assertThat(held.status()).isEqualTo(EditionStatus.HELD);
        assertThat(held.reason()).isEqualTo("the audience is 33, last time it was 100: less than 1/3 of it");
    }

    @Test
    void anAudienceOfAThirdIsSent() {
        sendFirstEdition(102);
        numbers(102);
        keepUsers(34);

        assertThat(run(openNext()).progress()).isEqualTo(new EditionProgress(34, 34, 0, 0, 0));
    }

    @Test
    void audiencesBelowAHundredReadersAreNotCompared() {
        sendFirstEdition(99);
        numbers(99);
        keepUsers(1);

        assertThat(run(openNext()).progress()).isEqualTo(new EditionProgress(1, 1, 0, 0, 0));
    }

    @Test
    void growthToMoreThanThreeTimesIsReportedAndSent() {
        sendFirstEdition(100);
        numbers(100);
        for (int user = 0; user < 201; user++) {
            app.insertUser("new-" + user);
        }

        Edition sent = run(openNext());

        assertThat(sent.progress().due()).isEqualTo(301);
        assertThat(app.get(EditionHealthQueries.class).warnings(NEXT_MONDAY))
                .containsExactly(
                        "Edition " + sent.id() + " of living-lytics: the audience is 301, last time it was 100:"
                                + " more than 3 times as many");
        assertThat(app.get(EditionHealthQueries.class).warnings(NEXT_MONDAY.plusMillis(1)))
                .isEmpty();
    }

    @Test
    void aCancelledEditionIsNotComparedWith() {
        sendFirstEdition(100);
        keepUsers(5);
        Edition cancelled = run(openNext());
        control().resume(cancelled.id());
        app.get(EditionPlanner.class).plan(cancelled.id());
        control().cancel(cancelled.id());
        assertThat(run(cancelled).progress().due()).isEqualTo(5);

        assertThat(run(openNext(NEXT_MONDAY.plus(Duration.ofDays(7)))).reason())
                .isEqualTo("the audience is 5, last time it was 100: less than 1/3 of it");
    }

    @Test
    void aForcedEditionIsNotChecked() {
        sendFirstEdition(20);
        app.clock().set(NEXT_MONDAY);

        Edition forced =
                app.get(EditionOpener.class).open(digest(), DigestPeriod.containing(NEXT_WEEK), OpenedBy.API, true);

        assertThat(run(forced).progress()).isEqualTo(new EditionProgress(20, 0, 20, 0, 0));
    }

    @Test
    void forceLetsAHeldEditionGo() {
        sendFirstEdition(20);
        Edition held = run(openNext());
        app.clock().set(NEXT_MONDAY.plus(Duration.ofHours(40)));

        Edition forced = app.get(EditionOpener.class).open(digest(), held.period(), OpenedBy.API, true);

        assertThat(forced.status()).isEqualTo(EditionStatus.OPEN);
        assertThat(forced.sendBy()).isEqualTo(app.clock().instant().plus(digest().late()));
        assertThat(run(held).progress()).isEqualTo(new EditionProgress(20, 0, 20, 0, 0));
    }

    @Test
    void forceResumesNoPausedEdition() {
        sendFirstEdition(20);
        Edition edition = openNext();
        control().pause(edition.id());

        app.get(EditionOpener.class).open(digest(), edition.period(), OpenedBy.API, true);

        assertThat(run(edition).status()).isEqualTo(EditionStatus.PAUSED);
        control().resume(edition.id());
        assertThat(run(edition).status()).isEqualTo(EditionStatus.CLOSED);
    }

    @Test
    void theFirstDecisionCounts() {
        sendFirstEdition(20);
        Edition held = run(openNext());
        GateStates states = app.get(GateStates.class);

        assertThat(states.admit(held.id(), null)).as("admitted after held").isFalse();
        control().resume(held.id());
        assertThat(states.hold(held.id(), null, "a slow node"))
                .as("held after resumed")
                .isFalse();
        Edition next = openNext(NEXT_MONDAY.plus(Duration.ofDays(7)));
        assertThat(states.admit(next.id(), null)).isTrue();
        assertThat(states.hold(next.id(), null, "a slow node"))
                .as("held after admitted")
                .isFalse();
        assertThat(find(next).status()).isEqualTo(EditionStatus.OPEN);
    }

    @Test
    void anEditionThatIsPausedBeforeItsCheckIsCheckedWhenItIsResumed() {
        sendFirstEdition(20);
        Edition edition = openNext();
        control().pause(edition.id());
        assertThat(run(edition).progress().due()).isZero();

        control().resume(edition.id());

        assertThat(run(edition).status()).isEqualTo(EditionStatus.HELD);
    }

    @Test
    void aHeldEditionIsReportedUntilItIsResumed() {
        sendFirstEdition(20);
        Edition held = run(openNext());
        EditionHealthQueries queries = app.get(EditionHealthQueries.class);

        assertThat(queries.halted(EditionStatus.HELD))
                .singleElement()
                .satisfies(found ->
                        assertThat(List.of(found.id(), found.since())).isEqualTo(List.of(held.id(), NEXT_MONDAY)));
        assertThat(queries.find(held.digest(), held.period()).orElseThrow().halted())
                .isTrue();

        control().resume(held.id());
        assertThat(queries.halted(EditionStatus.HELD)).isEmpty();
    }

    private static void sendFirstEdition(int readers) {
        app.insertReaders(readers);
        assertThat(run(openNext(TestApplication.MONDAY)).progress().sent()).isEqualTo(readers);
    }

    /** Numbers of the accounts a1, a2 and so on for the next week. */
    private static void numbers(int accounts) {
        app.jdbc().sql("""
                        insert into daily_metric (account_id, metric_date, source_name, data)
                        select 'a' || n, :day, 'web', '{"sessions": 5}' from generate_series(1, :accounts) as n
                        """).param("accounts", accounts).param("day", NEXT_WEEK).update();
    }

    private static void keepUsers(int users) {
        app.jdbc()
                .sql("update users set opt_in_digest = false where substr(id, 2)::int > :users")
                .param("users", users)
                .update();
    }

    private static Edition openNext() {
        return openNext(NEXT_MONDAY);
    }

    private static Edition openNext(Instant monday) {
        app.clock().set(monday);
        return app.get(EditionOpener.class).openDue(digest());
    }

    /** Plans and delivers once. */
    private static Edition run(Edition edition) {
        app.get(EditionPlanner.class).plan(edition.id());
        app.jdbc()
                .sql("select number from chunk where edition_id = :id order by number")
                .param("id", edition.id())
                .query(Integer.class)
                .list()
                .forEach(number -> app.deliver(edition.id(), number));
        return find(edition);
    }

    private static EditionControl control() {
        return app.get(EditionControl.class);
    }

    private static Digest digest() {
        return app.get(DigestCatalog.class).primary();
    }

    private static Edition find(Edition edition) {
        return app.get(Editions.class).find(edition.id()).orElseThrow();
    }
}
