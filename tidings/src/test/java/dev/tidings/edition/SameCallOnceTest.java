package dev.tidings.edition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.opportunities.Opportunities;
import dev.tidings.opportunities.OpportunityImport;
import dev.tidings.opportunities.OpportunitySplits;
import dev.tidings.testing.ExampleFolders;
import dev.tidings.testing.MarbleWeek;
import dev.tidings.testing.TestApplication;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A reader gets a call once, whichever sources list it, and whenever that is found. */
class SameCallOnceTest {
    private static final List<String> WORDS =
            List.of("sculpture", "residency", "photography", "mural", "print", "ceramics", "sound", "exhibition");

    @RegisterExtension
    static final TestApplication app = new TestApplication(ExampleFolders.combined("living-lytics", "proletto"));

    private final JsonMapper json = new JsonMapper();

    /** Each week other boards list the calls of the week before, and the first report of what was sent is no longer live. */
    @Test
    void twelveReadersGetNoCallTwiceInFourWeeks() throws IOException {
        for (int reader = 0; reader < 12; reader++) {
            reader("reader-" + reader, WORDS.get(reader % WORDS.size()), WORDS.get((reader * 3 + 1) % WORDS.size()));
        }
        List<List<String>> boardsOfWeeks = List.of(
                List.of("cityarts"),
                List.of("artboard", "callhub"),
                List.of("northlist", "residir", "deadlines"),
                List.of("openfeed", "kalender"));
        Map<String, String> calls = new HashMap<>();
        for (List<String> boards : boardsOfWeeks) {
            boards.forEach(board -> calls.putAll(importBoard(board)));
            runEdition();
            app.jdbc()
                    .sql(
                            "select distinct opportunity_id from pick where opportunity_id like '%-cityarts' order by 1 limit 3")
                    .query(String.class)
                    .list()
                    .forEach(SameCallOnceTest::expireByDeadline);
            app.clock().set(app.clock().instant().plus(Duration.ofDays(7)));
        }

        for (int reader = 0; reader < 12; reader++) {
            List<String> picks = picks("reader-" + reader);
            assertThat(picks).hasSizeGreaterThanOrEqualTo(18);
            assertThat(picks.stream().map(calls::get)).doesNotHaveDuplicates();
        }
    }

    @Test
    void reportThatIsFoundToBeTheSameLaterIsNotMailedToWhoGotTheOther() {
        reader("ada", "sculpture", "marble");
        importRows(row("a", "one", MarbleWeek.TITLE), row("b", "two", "To be announced"));
        expireByDeadline("b");
        runEdition();
        assertThat(picks("ada")).containsExactly("a");

        importRows(row("b", "two", "Marble week in Carrara - Freelance, Artist Calls"));
        app.get(Opportunities.class).show("b");
        expireByDeadline("a");
        nextWeek();
        assertThat(picks("ada")).containsExactly("a");

        assertThat(app.get(OpportunitySplits.class).split("b")).isTrue();
        importRows(row("b", "two", "Marble Week in Carrara - Freelance, Artist Calls"));
        nextWeek();
        assertThat(picks("ada")).containsExactly("a", "b");
    }

    /** Ends one report, and not the call. */
    private static void expireByDeadline(String id) {
        app.jdbc()
                .sql(
                        "update opportunity set status = 'expired', status_by = 'deadline', updated_at = now() where id = :id")
                .param("id", id)
                .update();
    }

    private static void nextWeek() {
        app.clock().set(app.clock().instant().plus(Duration.ofDays(7)));
        runEdition();
    }

    private static ObjectNode row(String id, String source, String title) {
        return MarbleWeek.report(id, source, title);
    }

    private static void importRows(ObjectNode... rows) {
        MarbleWeek.importReports(app, rows);
    }

    /** Returns the call of each report. */
    private Map<String, String> importBoard(String board) {
        Map<String, String> calls = new HashMap<>();
        List<ObjectNode> rows = reports().stream()
                .filter(report -> report.path("source").stringValue().equals(board))
                .toList();
        rows.forEach(row -> {
            String id = row.path("id").stringValue();
            calls.put(id, row.path("call").stringValue());
            row.remove("call");
            row.put("url", "https://" + board + ".example/" + id);
        });
        app.get(OpportunityImport.class).importFromSource(rows);
        return calls;
    }

    private List<ObjectNode> reports() {
        try (InputStream in = SameCallOnceTest.class.getResourceAsStream("/opportunities/calls.ndjson")) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .map(line -> (ObjectNode) json.readTree(line))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void reader(String id, String tag, String otherTag) {
        app.insertUser(id);
        app.jdbc()
                .sql("""
                        update users set plan = 'pro', time_zone = 'Europe/Berlin',
                            profile = jsonb_build_object('tags', jsonb_build_array(:tag::text, :other::text))
                        where id = :id""")
                .param("id", id)
                .param("tag", tag)
                .param("other", otherTag)
                .update();
    }

    private static void runEdition() {
        Digest digest = app.get(DigestCatalog.class).require("proletto");
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
}
