package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.core.Message;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.opportunities.Opportunities;
import dev.tidings.opportunities.OpportunityImport;
import dev.tidings.opportunities.OpportunitySplits;
import dev.tidings.testing.ExampleFolders;
import dev.tidings.testing.MarbleWeek;
import dev.tidings.testing.TestApplication;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.node.ObjectNode;

/** What one report says of a call holds for the letters with any report of it. */
class ReportedCallTest {
    @RegisterExtension
    static final TestApplication app = new TestApplication(ExampleFolders.combined("living-lytics", "proletto"));

    /** Each test has its own time, so that none gets the index that was built for the reports of another. */
    private static int tests;

    @BeforeEach
    void insertReaderAndTwoReports() {
        app.clock().advance(Duration.ofMinutes(++tests));
        app.jdbc().sql("truncate opportunity cascade").update();
        reader("ada", "{\"tags\": [\"sculpture\", \"marble\"]}");
        importRows(row("a", "one"), row("b", "two"));
        assertThat(app.jdbc()
                        .sql("select count(*) from opportunity where duplicate_of is not null")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void hiddenCallIsPickedThroughNoReportNotEvenALaterOne() {
        assertThat(app.get(Opportunities.class).hide("b")).isEqualTo(2);
        importRows(row("c", "three"));
        runEdition();
        assertThat(picks("ada")).isEmpty();

        app.get(Opportunities.class).show("a");
        runEdition();
        assertThat(picks("ada")).hasSize(1);
    }

    @Test
    void expiredCallIsNotPickedThroughALaterReport() {
        app.get(Opportunities.class).expire("a");
        importRows(row("c", "three"));
        runEdition();
        assertThat(picks("ada")).isEmpty();
    }

    @Test
    void reportThatIsSplitFromAHiddenCallIsPicked() {
        app.get(Opportunities.class).hide("a");
        importRows(row("c", "three"));
        app.get(OpportunitySplits.class).split("c");
        runEdition();
        assertThat(picks("ada")).containsExactly("c");
    }

    @Test
    void callThatOneSourceCancelledIsPickedOnlyOnceTheSourceListsItAgain() {
        app.get(OpportunityImport.class).withdraw("two", List.of("https://two.example/b"));
        runEdition();
        assertThat(picks("ada")).isEmpty();

        importRows(row("b", "two"));
        runEdition();
        assertThat(picks("ada")).hasSize(1);
    }

    /** The deadline of the call decides, and it has not passed. */
    @Test
    void reportThatEndedByItsDeadlineDoesNotEndTheCall() {
        app.jdbc()
                .sql("update opportunity set status = 'expired', status_by = 'deadline' where id = 'a'")
                .update();
        runEdition();
        assertThat(picks("ada")).containsExactly("b");
    }

    @Test
    void dismissedReportDismissesTheCall() {
        app.jdbc().sql("""
                insert into opportunity_feedback (user_id, opportunity_id, kind, occurred_at)
                values ('ada', 'a', 'dismissed', '2026-05-01T00:00Z')""").update();
        runEdition();
        assertThat(picks("ada")).isEmpty();
    }

    @Test
    void letterShowsTheEarliestDeadlineAndTheHighestFee() {
        reader("bob", "{\"tags\": [\"sculpture\", \"marble\"], \"fee_ceiling\": 0}");
        importRows(
                row("a", "one").put("deadline", "2026-12-15").put("fee", "free"),
                row("b", "two")
                        .put("deadline", "2026-12-15T17:00:00-08:00")
                        .put("fee", "$25 first entry / $10 each additional"));
        runEdition();

        assertThat(picks("ada")).hasSize(1);
        assertThat(letter("ada"))
                .contains("Dec\u00a016, 2:00\u00a0AM", "$25 first entry / $10 each additional")
                .doesNotContain("Free to apply");
        assertThat(picks("bob")).isEmpty();
    }

    private static ObjectNode row(String id, String source) {
        return MarbleWeek.report(id, source, MarbleWeek.TITLE);
    }

    private static void importRows(ObjectNode... rows) {
        MarbleWeek.importReports(app, rows);
    }

    private static void reader(String id, String profile) {
        app.jdbc().sql("delete from users where id = :id").param("id", id).update();
        app.insertUser(id);
        app.jdbc()
                .sql(
                        "update users set plan = 'pro', time_zone = 'Europe/Berlin', profile = :profile::jsonb where id = :id")
                .param("id", id)
                .param("profile", profile)
                .update();
    }

    private static void runEdition() {
        Digest digest = app.get(DigestCatalog.class).require("proletto");
        app.clock().set(app.clock().instant().plus(Duration.ofDays(7)));
        Edition edition = app.get(EditionOpener.class).openLastCompleted(digest, OpenedBy.CLOCK);
        app.get(EditionPlanner.class).plan(edition.id());
        app.deliver(edition.id(), 1);
    }

    private static List<String> picks(String user) {
        return app.jdbc()
                .sql("select opportunity_id from pick where user_id = :user order by picked_at, position")
                .param("user", user)
                .query(String.class)
                .list();
    }

    /** The text of the only letter to a user. */
    private static String letter(String user) {
        return app.transport().messages().stream()
                .filter(message -> message.to().toString().contains(user))
                .map(Message::text)
                .collect(Collectors.joining());
    }
}
