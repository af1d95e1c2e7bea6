package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.edition.Edition.EditionProgress;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.testing.RecipientZonesConfiguration;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestApplication;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.SendOutcome.Deferred;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Living Lytics is sent on Mondays at seven in each recipient's zone, with Los Angeles as the fallback zone. */
class RecipientZonesTest {
    private static final DigestPeriod WEEK = DigestPeriod.containing(TestApplication.WEEK);
    private static final Instant KIRITIMATI = Instant.parse("2026-05-10T17:00:00Z");
    private static final Instant TOKYO = Instant.parse("2026-05-10T22:00:00Z");
    private static final Instant BERLIN = Instant.parse("2026-05-11T05:00:00Z");
    private static final Instant LOS_ANGELES = TestApplication.MONDAY;
    private static final Instant LAST = Instant.parse("2026-05-11T19:00:00Z");

    @RegisterExtension
    static final TestApplication app = new TestApplication(RecipientZonesConfiguration.folder());

    private final List<String> sent = new ArrayList<>();

    @BeforeEach
    void begin() {
        app.clock().set(KIRITIMATI);
        recordLetters();
    }

    private void recordLetters() {
        app.transport().respondingWith((key, batch) -> {
            batch.forEach(message -> sent.add(message.to().address().value().replace("@example.com", "") + " "
                    + app.clock().instant()));
            return RecordingTransport.all(batch, new Accepted(null, null), null);
        });
    }

    @Test
    void eachZoneGetsItsLettersAtItsLocalTimeAndTheEditionClosesAfterTheLast() {
        user("tokyo", "Asia/Tokyo");
        user("berlin", "Europe/Berlin");
        user("angeles", "America/Los_Angeles");
        Edition edition = open();
        assertThat(edition.period()).isEqualTo(WEEK);

        advanceTo(edition, TOKYO);
        assertThat(find(edition).progress()).isEqualTo(new EditionProgress(1, 1, 0, 0, 0));
        assertThat(find(edition).status()).isEqualTo(EditionStatus.OPEN);

        advanceTo(edition, LAST);
        assertThat(sent).containsExactly("tokyo " + TOKYO, "berlin " + BERLIN, "angeles " + LOS_ANGELES);
        assertThat(find(edition).status()).isEqualTo(EditionStatus.CLOSED);
        assertThat(find(edition).progress()).isEqualTo(new EditionProgress(3, 3, 0, 0, 0));
    }

    @Test
    void usersWithoutAValidZoneGetTheLetterInTheFallbackZone() {
        user("nowhere", null);
        user("mistyped", "Europe/Berln");
        user("empty", "");
        user("berlin", "Europe/Berlin");

        advanceTo(open(), LAST);

        assertThat(sent)
                .containsExactly(
                        "berlin " + BERLIN,
                        "empty " + LOS_ANGELES,
                        "mistyped " + LOS_ANGELES,
                        "nowhere " + LOS_ANGELES);
    }

    @Test
    void aUserWhoMovesToAZoneAlreadyServedGetsTheLetterWithTheNextZone() {
        user("ada", "America/Los_Angeles");
        Edition edition = open();
        advanceTo(edition, BERLIN);

        move("ada", "Asia/Tokyo");
        advanceTo(edition, LAST);

        assertThat(sent).singleElement().asString().startsWith("ada 2026-05-11T06:00:00Z");
        assertThat(find(edition).progress()).isEqualTo(new EditionProgress(1, 1, 0, 0, 0));
    }

    @Test
    void aUserWhoMovesToALaterZoneGetsNoSecondLetter() {
        user("ada", "Asia/Tokyo");
        Edition edition = open();
        advanceTo(edition, BERLIN);

        move("ada", "America/Los_Angeles");
        advanceTo(edition, LAST);

        assertThat(sent).containsExactly("ada " + TOKYO);
        assertThat(find(edition).status()).isEqualTo(EditionStatus.CLOSED);
    }

    @Test
    void aUserWhoMovesBackAndForthBeforeComposingGetsOneLetter() {
        user("ada", "Asia/Tokyo");
        Edition edition = open();
        app.clock().set(TOKYO);
        plan(edition);

        move("ada", "Europe/Berlin");
        app.clock().set(BERLIN);
        plan(edition);
        move("ada", "Asia/Tokyo");
        advanceTo(edition, LAST);

        assertThat(sent).hasSize(1);
        assertThat(find(edition).progress()).isEqualTo(new EditionProgress(1, 1, 0, 0, 0));
    }

    @Test
    void movesBeforeTheEditionAreForgotten() {
        user("ada", "Asia/Tokyo");
        move("ada", "Europe/Berlin");

        Edition edition = open();
        advanceTo(edition, KIRITIMATI);

        assertThat(app.jdbc()
                        .sql("select count(*) from time_zone_change")
                        .query(Long.class)
                        .single())
                .isZero();
        advanceTo(edition, LAST);
        assertThat(sent).containsExactly("ada " + BERLIN);
    }

    @Test
    void usersAddedBeforeTheirZoneIsDueAreIncluded() {
        Edition edition = open();
        advanceTo(edition, BERLIN);
        user("late", "America/Los_Angeles");
        user("too-late", "Asia/Tokyo");

        advanceTo(edition, LAST);

        assertThat(sent).containsExactly("late " + LOS_ANGELES);
    }

    @Test
    void latenessCountsFromEachZonesDueTime() {
        user("tokyo", "Asia/Tokyo");
        user("berlin", "Europe/Berlin");
        // Nothing runs until 36 hours and one second after Tokyo's due time.
        app.clock().set(TOKYO.plus(Duration.ofHours(36)).plusSeconds(1));

        Edition edition = open();
        planAndDeliver(edition);

        assertThat(edition.period()).isEqualTo(WEEK);
        assertThat(find(edition).progress()).isEqualTo(new EditionProgress(2, 1, 1, 0, 0));
        assertThat(sent).singleElement().asString().startsWith("berlin ");
    }

    @Test
    void openingAnEditionManuallyRestartsTheTimeLimitOfEveryZone() {
        user("tokyo", "Asia/Tokyo");
        app.clock().set(TOKYO.plus(Duration.ofDays(3)));

        Edition edition = app.get(EditionOpener.class).openLastCompleted(digest(), OpenedBy.CONSOLE);
        planAndDeliver(edition);

        assertThat(find(edition).progress()).isEqualTo(new EditionProgress(1, 1, 0, 0, 0));
    }

    @Test
    void anEditionOpenedManuallySendsToNoZoneBeforeItsDueTime() {
        user("tokyo", "Asia/Tokyo");
        user("angeles", "America/Los_Angeles");
        app.clock().set(BERLIN.plusSeconds(7_200));

        Edition edition = app.get(EditionOpener.class).open(digest(), WEEK, OpenedBy.CONSOLE);
        planAndDeliver(edition);
        assertThat(sent).singleElement().asString().startsWith("tokyo ");

        advanceTo(edition, LAST);
        assertThat(sent).contains("angeles " + LOS_ANGELES).hasSize(2);
    }

    @Test
    void resumingAnEditionRestartsTheTimeLimitOfItsZones() {
        user("tokyo", "Asia/Tokyo");
        Edition edition = open();
        advanceTo(edition, TOKYO.minusSeconds(1));
        app.get(EditionControl.class).pause(edition.id());
        advanceTo(edition, TOKYO);
        app.clock().set(TOKYO.plus(Duration.ofDays(3)));

        app.get(EditionControl.class).resume(edition.id());
        planAndDeliver(edition);

        assertThat(sent).hasSize(1);
        assertThat(find(edition).status()).isEqualTo(EditionStatus.CLOSED);
    }

    @Test
    void aCancelledEditionPlansNoFurtherZone() {
        user("tokyo", "Asia/Tokyo");
        user("angeles", "America/Los_Angeles");
        Edition edition = open();
        advanceTo(edition, BERLIN);

        app.get(EditionControl.class).cancel(edition.id());
        advanceTo(edition, LAST);

        assertThat(sent).containsExactly("tokyo " + TOKYO);
        assertThat(find(edition).status()).isEqualTo(EditionStatus.CLOSED);
        assertThat(find(edition).progress()).isEqualTo(new EditionProgress(1, 1, 0, 0, 0));
    }

    @Test
    void anotherEditionWaitsForOwedLettersButNotForZonesThatAreNotDue() {
        user("tokyo", "Asia/Tokyo");
        app.transport()
                .respondingWith((key, batch) ->
                        RecordingTransport.all(batch, new Deferred("451", Duration.ofMinutes(5)), null));
        Edition edition = open();
        advanceTo(edition, TOKYO);
        app.transport().batches().clear();
        recordLetters();
        Edition other =
                app.get(EditionOpener.class).open(digest(), WEEK.previous().previous(), OpenedBy.CONSOLE);

        planAndDeliver(other);
        assertThat(sent).isEmpty();

        app.clock().set(TOKYO.plus(Duration.ofMinutes(30)));
        planAndDeliver(edition);
        planAndDeliver(other);
        assertThat(sent).hasSize(2);
        assertThat(find(edition).status()).isEqualTo(EditionStatus.OPEN);
        assertThat(find(other).status()).isEqualTo(EditionStatus.CLOSED);
    }

    @Test
    void zonesDueTogetherShareFullChunks() {
        app.jdbc().sql("""
                        insert into users (id, email, account_id, time_zone)
                        select 'r' || n, 'r' || n || '@example.com', 'a',
                               case when n <= 1200 then 'Europe/Berlin' when n <= 1300 then 'Europe/Paris' else 'Europe/Rome' end
                        from generate_series(1, 1400) as n
                        """).update();

        Edition edition = open();
        advanceTo(edition, LAST);

        assertThat(find(edition).progress()).isEqualTo(new EditionProgress(1400, 1400, 0, 0, 0));
        assertThat(app.jdbc()
                        .sql("select due from chunk order by number")
                        .query(Integer.class)
                        .list())
                .containsExactly(500, 500, 400);
        assertThat(sent).doesNotHaveDuplicates().hasSize(1400);
    }

    @Test
    void afterADowntimeOnlyTheNewestMissedWeekIsOpened() {
        app.clock().set(KIRITIMATI.plus(Duration.ofDays(21)));

        Edition edition = open();

        assertThat(edition.period().start()).isEqualTo(LocalDate.of(2026, 5, 25));
        assertThat(app.get(Editions.class).list(null, null, null, 10)).hasSize(1);
    }

    private static Digest digest() {
        return app.get(DigestCatalog.class).primary();
    }

    private static Edition open() {
        return app.get(EditionOpener.class).openDue(digest());
    }

    /** Advances the clock to {@code end}, and plans and delivers each time that planning asks for. */
    private static void advanceTo(Edition edition, Instant end) {
        for (Optional<Duration> wait = planAndDeliver(edition);
                wait.isPresent() && !app.clock().instant().plus(wait.get()).isAfter(end);
                wait = planAndDeliver(edition)) {
            app.clock().set(app.clock().instant().plus(wait.get()));
        }
        app.clock().set(end);
        planAndDeliver(edition);
    }

    private static Optional<Duration> planAndDeliver(Edition edition) {
        Optional<Duration> wait = plan(edition);
        app.jdbc()
                .sql("select number from chunk where edition_id = :id and closed_at is null order by number")
                .param("id", edition.id())
                .query(Integer.class)
                .list()
                .forEach(number -> app.deliver(edition.id(), number));
        return wait;
    }

    private static Optional<Duration> plan(Edition edition) {
        return app.get(EditionPlanner.class).plan(edition.id());
    }

    private static Edition find(Edition edition) {
        return app.get(Editions.class).find(edition.id()).orElseThrow();
    }

    private static void user(String id, @Nullable String zone) {
        app.insertUser(id);
        if (zone != null) {
            app.jdbc()
                    .sql("update users set time_zone = :zone where id = :id")
                    .param("zone", zone)
                    .param("id", id)
                    .update();
            app.jdbc()
                    .sql("delete from time_zone_change where user_id = :id")
                    .param("id", id)
                    .update();
        }
    }

    private static void move(String id, String zone) {
        app.jdbc()
                .sql("update users set time_zone = :zone where id = :id")
                .param("zone", zone)
                .param("id", id)
                .update();
    }
}
