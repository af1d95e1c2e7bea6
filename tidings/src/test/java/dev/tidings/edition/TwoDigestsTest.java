package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.audience.Preferences;
import dev.tidings.core.Message;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.ledger.LetterRow;
import dev.tidings.testing.ExampleFolders;
import dev.tidings.testing.TestApplication;
import dev.tidings.testing.UncheckedTables;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Living Lytics and Proletto in one process: two digests, two cadences, two audiences, one ledger. */
class TwoDigestsTest {
    /** The day on which the letters are sent. */
    private static final LocalDate MONDAY = TestApplication.WEEK.plusDays(7);

    @RegisterExtension
    static final TestApplication app = new TestApplication(ExampleFolders.combined("living-lytics", "proletto"));

    @Test
    void eachDigestMailsItsOwnAudienceIntoOneLedger() {
        app.insertReader("numbers");
        reader("artist", "America/New_York");
        app.insertReader("both");
        app.jdbc().sql("update users set plan = 'Pro' where id = 'both'").update();
        opportunities(8);

        Edition lytics = runEdition("living-lytics");
        Edition proletto = runEdition("proletto");

        assertThat(lytics.status()).isEqualTo(EditionStatus.CLOSED);
        assertThat(proletto.status()).isEqualTo(EditionStatus.CLOSED);
        assertThat(letters())
                .containsExactlyInAnyOrder(
                        "artist living-lytics skipped",
                        "both living-lytics sent",
                        "numbers living-lytics sent",
                        "artist proletto sent",
                        "both proletto sent");
        assertThat(app.transport().messages())
                .extracting(message -> message.from().name())
                .containsExactlyInAnyOrder("Living Lytics", "Living Lytics", "Proletto", "Proletto");
    }

    @Test
    void unsubscribingFromOneDigestKeepsTheOther() {
        app.insertReader("both");
        app.jdbc().sql("update users set plan = 'pro'").update();
        opportunities(5);
        app.get(Preferences.class).setOptIn("both", digest("proletto"), false, Preferences.ConsentSource.LINK);

        runEdition("living-lytics");
        Edition edition = runEdition("proletto");

        assertThat(letters()).containsExactly("both living-lytics sent");
        assertThat(edition.progress().due()).isZero();
    }

    @Test
    void aReaderGetsFiveOpportunitiesAndNoneOfThemAgain() {
        reader("ada", "Europe/Berlin");
        opportunities(12);

        runEdition("proletto");
        List<String> first = picks("ada");
        advanceOneWeek();
        runEdition("proletto");
        advanceOneWeek();
        Edition third = runEdition("proletto");

        assertThat(first).hasSize(5).doesNotHaveDuplicates();
        assertThat(picks("ada")).hasSize(12).doesNotHaveDuplicates();
        assertThat(third.progress().sent()).isEqualTo(1);
        assertThat(app.jdbc()
                        .sql("select item_count from digest_log order by id")
                        .query(Integer.class)
                        .list())
                .containsExactly(5, 5, 2);
    }

    @Test
    void aReaderWithoutNewOpportunitiesIsSkippedWithTheReason() {
        reader("ada", "Europe/Berlin");
        opportunities(5);
        runEdition("proletto");
        advanceOneWeek();

        runEdition("proletto");

        assertThat(app.jdbc()
                        .sql("select skip_reason from digest_log where status = 'skipped'")
                        .query(String.class)
                        .list())
                .containsExactly("NO_CONTENT");
    }

    @Test
    void sentOpportunitiesAreRecordedAsFeedbackOfTheirLetter() {
        reader("ada", "Europe/Berlin");
        opportunities(3);
        runEdition("proletto");

        assertThat(app.jdbc().sql("""
                                select f.kind from opportunity_feedback f join digest_log l on l.id = f.letter_id
                                where f.user_id = 'ada' and l.user_id = 'ada' and f.occurred_at = l.sent_at""").query(String.class).list()).containsExactly("sent", "sent", "sent");
    }

    @Test
    void theEditionRecordsTheModelVersionOfItsPicks() {
        reader("ada", "Europe/Berlin");
        opportunities(3);

        Edition edition = runEdition("proletto");

        assertThat(app.jdbc()
                        .sql("select distinct model_version_id from pick")
                        .query(String.class)
                        .list())
                .containsExactly(edition.contentVersion());
        assertThat(app.jdbc()
                        .sql("select id::text from model_version where status = 'live'")
                        .query(String.class)
                        .single())
                .isEqualTo(edition.contentVersion());
    }

    @Test
    void testLettersAndPreviewsUseUpNoOpportunity() {
        reader("ada", "Europe/Berlin");
        opportunities(5);

        app.get(SingleLetters.class).preview(digest("proletto"), "ada");
        LetterRow test = app.get(SingleLetters.class).sendTest(digest("proletto"), "ada");
        Edition edition = runEdition("proletto");

        assertThat(test.status()).isEqualTo(LetterRow.LetterStatus.SENT);
        assertThat(edition.progress().sent()).isEqualTo(1);
        assertThat(picks("ada")).hasSize(5);
    }

    @Test
    void deadlinesAreComparedInTheReadersZone() {
        reader("kiritimati", "Pacific/Kiritimati");
        reader("honolulu", "Pacific/Honolulu");
        // When the letter is sent, it is already Tuesday on Kiritimati.
        opportunity("edge", MONDAY.plusDays(3));

        runEdition("proletto");

        assertThat(picks("honolulu")).containsExactly("edge");
        assertThat(picks("kiritimati")).isEmpty();
        assertThat(app.transport().messages())
                .singleElement()
                .extracting(Message::text)
                .asString()
                .contains("Closes in 3 days (May 14)");
    }

    @Test
    void oneBadRowCostsNoOtherReaderTheLetter() {
        UncheckedTables.dropChecks(app.jdbc(), "opportunity", "opportunity_feedback");
        reader("ada", "Europe/Berlin");
        reader("ben", "Europe/Berlin");
        opportunities(4);
        app.jdbc().sql("""
                        update opportunity set deadline = 'infinity', posted_at = 'infinity', fee = 'NaN'
                        where id = 'opportunity-0'
                        """).update();
        app.jdbc()
                .sql("update opportunity set status = 'draft' where id = 'opportunity-1'")
                .update();
        app.jdbc().sql("""
                        insert into opportunity_feedback (user_id, opportunity_id, kind, occurred_at)
                        values ('ben', 'opportunity-2', 'shared', now())
                        """).update();

        Edition edition = runEdition("proletto");

        assertThat(edition.progress()).isEqualTo(new Edition.EditionProgress(2, 2, 0, 0, 0));
        assertThat(picks("ada")).hasSize(3).doesNotContain("opportunity-1");
    }

    private static void reader(String id, String zone) {
        app.insertUser(id);
        app.jdbc().sql("""
                        update users set plan = 'pro', time_zone = :zone,
                            profile = '{"disciplines": ["sculpture"], "tags": ["bronze"], "locations": []}'
                        where id = :id""").param("id", id).param("zone", zone).update();
    }

    private static void opportunities(int count) {
        for (int i = 0; i < count; i++) {
            opportunity("opportunity-" + i, MONDAY.plusDays(60));
        }
    }

    private static void opportunity(String id, LocalDate deadline) {
        app.jdbc()
                .sql("""
                        insert into opportunity (id, title, url, canonical_url, source, deadline, tags, discipline, type,
                                                   created_at, updated_at, last_seen_at)
                        values (:id, 'Call ' || :id, 'https://example.org/' || :id, 'https://example.org/' || :id, 'test',
                                :deadline, '{bronze}', '{sculpture}', 'residency', :now, :now, :now)""")
                .param("id", id)
                .param("deadline", deadline)
                .param("now", TestApplication.MONDAY.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static void advanceOneWeek() {
        app.clock().set(app.clock().instant().plus(Duration.ofDays(7)));
    }

    private static Digest digest(String name) {
        return app.get(DigestCatalog.class).require(name);
    }

    private static Edition runEdition(String name) {
        Edition edition = app.get(EditionOpener.class).openLastCompleted(digest(name), OpenedBy.CLOCK);
        app.get(EditionPlanner.class).plan(edition.id());
        if (app.get(Editions.class).find(edition.id()).orElseThrow().progress().due() > 0) {
            app.deliver(edition.id(), 1);
        }
        return app.get(Editions.class).find(edition.id()).orElseThrow();
    }

    private static List<String> letters() {
        return app.jdbc()
                .sql("select user_id || ' ' || digest || ' ' || status from digest_log order by id")
                .query(String.class)
                .list();
    }

    private static List<String> picks(String user) {
        return app.jdbc()
                .sql("select opportunity_id from pick where user_id = :user order by picked_at, position")
                .param("user", user)
                .query(String.class)
                .list();
    }
}
