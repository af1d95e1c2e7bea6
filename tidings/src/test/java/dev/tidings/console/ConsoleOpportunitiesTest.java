package dev.tidings.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testing.ExampleFolders;
import dev.tidings.testing.TestApplication;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleOpportunitiesTest {
    private static final String HOSTILE = "<b>&\"{id}/..";

    @RegisterExtension
    static final TestApplication app = TestApplication.serving(ExampleFolders.combined("living-lytics", "proletto"));

    private ConsoleClient operator = new ConsoleClient(app);

    @BeforeEach
    void signIn() {
        operator = ConsoleClient.signedIn(app);
    }

    @Test
    void emptyCatalogExplainsHowToAddOpportunities() {
        assertThat(operator.get("/console/opportunities").text())
                .contains("There is none yet.", "let it run", "import opportunities FILE");
    }

    @Test
    void searchFiltersAndTheFormKeepsTheQuery() {
        insertOpportunity("stone", "Stone carving in Carrara", "studio-calls");
        insertOpportunity("choir", "Choir residency", "music-board");
        assertThat(titles("/console/opportunities")).containsExactly("Stone carving in Carrara", "Choir residency");
        assertThat(titles("/console/opportunities?text=CARR")).containsExactly("Stone carving in Carrara");
        assertThat(titles("/console/opportunities?source=music-board&status=live"))
                .containsExactly("Choir residency");
        ConsoleClient.BrowsedPage noMatch = operator.get("/console/opportunities?text=%25&source=&status=");
        assertThat(noMatch.text()).contains("No opportunity matches.");
        assertThat(noMatch.html().selectFirst("#text").val()).isEqualTo("%");
        assertThat(operator.get("/console/opportunities?status=lost").text())
                .contains("An opportunity is live, hidden or expired, never \"lost\".");
    }

    @Test
    void everyOpportunityIsOnExactlyOnePage() {
        app.jdbc().sql("""
                insert into opportunity (id, title, url, source, canonical_url, created_at, updated_at, last_seen_at)
                select 'o' || n, 'Call ' || n, 'https://a.example/' || n, 'one', 'a.example/' || n, now(), now(), now()
                from generate_series(1, 120) as n""").update();
        List<String> seen = new ArrayList<>();
        String next = "/console/opportunities?source=one&text=call";
        while (!next.isEmpty()) {
            assertThat(next).contains("source=one", "text=call");
            Document page = operator.get(next).html();
            seen.addAll(page.select("td.what a").eachText());
            assertThat(seen).hasSizeLessThanOrEqualTo(120);
            next = page.select("a[rel=next]").attr("href");
        }
        assertThat(seen).hasSize(120).doesNotHaveDuplicates();
    }

    @Test
    void opportunityPageShowsFeedbackCountsAndDuplicates() {
        insertOpportunity("stone", "Stone carving in Carrara", "studio-calls");
        insertOpportunity("again", "Stone carving, Carrara", "music-board");
        app.jdbc()
                .sql("update opportunity set duplicate_of = 'stone' where id = 'again'")
                .update();
        app.insertUser("ada");
        app.insertUser("ben");
        insertFeedback("ada", "sent", false);
        insertFeedback("ada", "clicked", false);
        insertFeedback("ada", "saved", false);
        insertFeedback("ben", "sent", false);
        insertFeedback("ben", "clicked", true);
        ConsoleClient.BrowsedPage page = operator.get("/console/opportunities/opportunity?id=stone");
        assertThat(counts(page)).contains("sent to 2", "clicked by 1", "saved by 1", "dismissed by 0");
        assertThat(page.text()).contains("machines caused 1 event");
        assertThat(page.html().select("[aria-labelledby=duplicates] a").eachText())
                .containsExactly("Stone carving, Carrara");
        assertThat(operator.get("/console/opportunities/opportunity?id=again")
                        .html()
                        .select("[aria-labelledby=duplicates] a")
                        .eachText())
                .containsExactly("Stone carving in Carrara");
    }

    @Test
    void duplicatesAreSplitAfterConfirmation() {
        insertOpportunity("stone", "Stone carving in Carrara", "studio-calls");
        insertOpportunity("again", "Stone carving, Carrara", "music-board");
        app.jdbc()
                .sql("update opportunity set duplicate_of = 'stone' where id = 'again'")
                .update();
        ConsoleClient.BrowsedPage page = operator.get("/console/opportunities/opportunity?id=stone");
        assertThat(page.text()).contains("Also listed by music-board");
        ConsoleClient.BrowsedPage confirmation = operator.get("/console/opportunities/split?id=stone");
        assertThat(confirmation.text())
                .contains("Split it from its 1 duplicate?", "“Stone carving, Carrara” of music-board");

        assertThat(confirmation.html().select("main form button").text()).isEqualTo("Split 1 opportunity");
        operator.submit(confirmation.html().selectFirst("main form"));

        assertThat(operator.get("/console/opportunities/opportunity?id=stone").text())
                .contains("No other record is the same opportunity.")
                .doesNotContain("Also listed by", "Split…");
        assertThat(operator.get("/console/opportunities/split?id=stone").text()).contains("It has no duplicates");
        assertThat(app.jdbc()
                        .sql("select first_id || ' ' || second_id from opportunity_split")
                        .query(String.class)
                        .list())
                .containsExactly("again stone");

        assertThat(operator.get("/console/opportunities/opportunity?id=again").text())
                .contains("It was split from Stone carving in Carrara of studio-calls", "Undo the split…");
        ConsoleClient.BrowsedPage undo = operator.get("/console/opportunities/join?id=again");
        assertThat(undo.text())
                .contains(
                        "Undo the split from 1 report?",
                        "compared again with “Stone carving in Carrara” of studio-calls");
        assertThat(undo.html().select("main form button").text()).isEqualTo("Undo the split");
        operator.submit(undo.html().selectFirst("main form"));
        assertThat(app.jdbc()
                        .sql("select count(*) from opportunity_split")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(operator.get("/console/opportunities/join?id=again").text()).contains("It was not split");
    }

    @Test
    void statusIsSetForAllReportsAndThePageShowsWhatEachSourceSays() {
        insertOpportunity("stone", "Stone carving in Carrara", "studio-calls");
        insertOpportunity("again", "Stone carving, Carrara", "music-board");
        app.jdbc().sql("""
                update opportunity set duplicate_of = 'stone', deadline = '2026-05-31', fee = 25, fee_text = '$25 each'
                where id = 'again'""").update();
        assertThat(operator.get("/console/opportunities/opportunity?id=stone").text())
                .contains("May 31", "Jun 1", "fee: $25 each", "with the earliest deadline and the highest fee");

        ConsoleClient.BrowsedPage confirmation = operator.get("/console/opportunities/hide?id=again");
        assertThat(confirmation.text()).contains("2 reports of it change together: music-board, studio-calls.");
        assertThat(confirmation.html().select("main form button").text()).isEqualTo("Hide all 2 reports");
        operator.submit(confirmation.html().selectFirst("main form"));
        assertThat(status("stone")).isEqualTo("hidden");
        assertThat(status("again")).isEqualTo("hidden");

        app.jdbc()
                .sql("update opportunity set status = 'live', status_by = null where id = 'stone'")
                .update();
        assertThat(operator.get("/console/opportunities/opportunity?id=stone").text())
                .contains("It is picked for nobody: another report of it is hidden, withdrawn or expired.");
        assertThat(operator.get("/console/opportunities/hide?id=again").text()).contains("2 reports of it");
    }

    @ParameterizedTest
    @CsvSource({
        "live, hide, Hide it from every reader?, Hide 1 opportunity, hidden",
        "hidden, show, Show it to readers again?, Show 1 opportunity, live",
        "live, expire, Expire it now?, Expire 1 opportunity, expired"
    })
    void statusChangesAfterConfirmation(String before, String action, String question, String button, String after) {
        insertOpportunity("stone", "Stone carving in Carrara", "studio-calls");
        app.jdbc()
                .sql(
                        "update opportunity set status = :status, status_by = case when :status <> 'live' then 'operator' end")
                .param("status", before)
                .update();
        ConsoleClient.BrowsedPage confirmation = operator.get("/console/opportunities/" + action + "?id=stone");
        assertThat(confirmation.text()).contains(question);
        assertThat(status("stone")).isEqualTo(before);

        Element form = confirmation.html().selectFirst("main form");
        assertThat(form.selectFirst("button").text()).isEqualTo(button);
        assertThat(operator.submit(form).header("Location")).endsWith("/console/opportunities/opportunity?id=stone");
        assertThat(status("stone")).isEqualTo(after);
        assertThat(operator.get("/console/opportunities/" + action + "?id=stone")
                        .text())
                .contains("It is " + after + " already");
    }

    @Test
    void missingOpportunityOrActionIs404() {
        assertThat(operator.get("/console/opportunities/opportunity?id=nothing").text())
                .contains("There is no opportunity \"nothing\".");
        assertThat(operator.get("/console/opportunities/burn?id=nothing").status())
                .isEqualTo(404);
        assertThat(operator.get("/console/opportunities/hide").status()).isEqualTo(404);
    }

    @Test
    void hostileTextIsEscapedAndTheIdIsFound() {
        insertOpportunity(HOSTILE, "<script>alert(1)</script>", HOSTILE);
        Element link = operator.get("/console/opportunities").html().selectFirst("td.what a");
        Document page = operator.get(link.attr("href")).html();
        assertThat(page.selectFirst("h1").text()).isEqualTo("<script>alert(1)</script>");
        assertThat(page.select("script:not([src])")).isEmpty();
        String hide = page.selectFirst("a.button").attr("href");
        operator.submit(operator.get(hide).html().selectFirst("main form"));
        assertThat(status(HOSTILE)).isEqualTo("hidden");
    }

    @Test
    void urlThatIsNotHttpIsNotLinked() {
        insertOpportunity("trap", "Trap", "studio-calls");
        app.jdbc().sql("update opportunity set url = 'javascript:alert(1)'").update();
        assertThat(operator.get("/console/opportunities/opportunity?id=trap")
                        .html()
                        .select("a[href^=javascript]"))
                .isEmpty();
    }

    private void insertOpportunity(String id, String title, String source) {
        app.jdbc()
                .sql("""
                        insert into opportunity
                            (id, title, url, source, canonical_url, deadline, created_at, updated_at, last_seen_at)
                        values (:id, :title, 'https://a.example/' || md5(:id), :source, :id, '2026-06-01', :at, :at, :at)""")
                .param("id", id)
                .param("title", title)
                .param("source", source)
                .param("at", TestApplication.MONDAY.atOffset(ZoneOffset.UTC))
                .update();
    }

    private void insertFeedback(String user, String kind, boolean machine) {
        app.jdbc()
                .sql("""
                        insert into opportunity_feedback (user_id, opportunity_id, kind, occurred_at, by_machine)
                        values (:user, 'stone', :kind, now(), :machine)""")
                .param("user", user)
                .param("kind", kind)
                .param("machine", machine)
                .update();
    }

    private List<String> titles(String page) {
        return operator.get(page).html().select("td.what a").eachText();
    }

    private static List<String> counts(ConsoleClient.BrowsedPage page) {
        return page.html().select(".counts div").eachText();
    }

    private String status(String id) {
        return app.jdbc()
                .sql("select status from opportunity where id = :id")
                .param("id", id)
                .query(String.class)
                .single();
    }
}
