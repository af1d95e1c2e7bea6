package dev.tidings.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.recommender.ModelVersion;
import dev.tidings.recommender.RecommenderAdmin;
import dev.tidings.testing.ExampleFolders;
import dev.tidings.testing.TestApplication;
import java.time.ZoneOffset;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConsoleBotTest {
    @RegisterExtension
    static final TestApplication app = TestApplication.serving(ExampleFolders.combined("living-lytics", "proletto"));

    private ConsoleClient operator = new ConsoleClient(app);

    @BeforeEach
    void signIn() {
        operator = ConsoleClient.signedIn(app);
    }

    @Test
    void untrainedBotPageExplainsWhenItIsTrained() {
        ConsoleClient.BrowsedPage page = operator.get("/console/bot");
        assertThat(page.text())
                .contains("It is not trained yet", "trained each night", "Nothing was picked in the last half year.");
        assertThat(page.html().select("a[href=/console/bot/roll-back]")).isEmpty();
        assertThat(operator.get("/console/bot/roll-back").status()).isEqualTo(409);
    }

    @Test
    void everyWeightIsABarWithDescriptionAndValue() {
        Document page = operator.get("/console/bot").html();
        assertThat(page.select(".bars li"))
                .hasSize(app.get(RecommenderAdmin.class).learnedWeights().size() - 1);
        assertThat(page.select(".bars .words").eachText())
                .contains("matches words they declared", "much like one thing they dismissed");
        Element negative = page.selectFirst(".bars li:contains(dismissed)");
        assertThat(negative.selectFirst("b").text()).startsWith("\u2212");
        assertThat(negative.select("rect.negative")).hasSize(1);
    }

    @Test
    void versionIsPromotedAndRolledBackAfterConfirmation() {
        long first = live();
        long candidate = insertVersion("refused");
        app.insertUser("ada");
        ConsoleClient.BrowsedPage confirmation = operator.get("/console/bot/versions/" + candidate + "/promote");
        assertThat(confirmation.text())
                .contains(
                        "Promote version " + candidate + " in place of version " + first + "?",
                        "The next edition of Weekly art opportunities picks with it",
                        "It was refused: no better than the live one",
                        "log loss 0.4100, the live one’s 0.4000 on 1,200 reactions held out");
        assertThat(live()).isEqualTo(first);
        operator.submit(confirmation.html().selectFirst("main form"));
        assertThat(live()).isEqualTo(candidate);

        ConsoleClient.BrowsedPage rollBack = operator.get("/console/bot/roll-back");
        assertThat(rollBack.text()).contains("Roll back from version " + candidate + " to version " + first + "?");
        operator.submit(rollBack.html().selectFirst("main form"));
        assertThat(live()).isEqualTo(first);
        assertThat(operator.get("/console/bot")
                        .html()
                        .select(".versions tbody tr")
                        .eachText())
                .anyMatch(row -> row.startsWith(candidate + " refused"));
    }

    @Test
    void staleConfirmationIsRefused() {
        live();
        long candidate = insertVersion("candidate");
        long other = insertVersion("candidate");
        Element form = operator.get("/console/bot/versions/" + candidate + "/promote")
                .html()
                .selectFirst("main form");
        app.get(RecommenderAdmin.class).promote(other);
        ConsoleClient.BrowsedPage refusal = operator.submit(form);
        assertThat(refusal.status()).isEqualTo(409);
        assertThat(refusal.text()).contains("Meanwhile version " + other + " went live");
        assertThat(live()).isEqualTo(other);
        assertThat(operator.get("/console/bot/versions/4711/promote").status()).isEqualTo(404);
    }

    @Test
    void weeklyTableShowsPickQuality() {
        insertPick("ada", "stone", false);
        insertPick("ben", "stone", true);
        insertFeedback("ada", "stone", "saved");
        assertThat(operator.get("/console/bot")
                        .html()
                        .select(".quality tbody tr")
                        .text())
                .contains("May 4 – 10, 2026 Weekly art opportunities", "2 0.5", "50 % 0 of 1");
    }

    @Test
    void userPageLinksToTheExplanationOfPicks() {
        insertPick("ada", "stone", true);
        app.insertUser("ben");
        String link = operator.get("/console/users/user?id=ada")
                .html()
                .selectFirst("a:contains(Why these)")
                .attr("href");
        Document page = operator.get(link).html();
        assertThat(page.selectFirst(".picks li").text())
                .contains("Call stone", "because you like stone", "Picked at random, 1 in 4");
        assertThat(page.select(".picks .bars .words").eachText()).contains("matches words they declared");
        assertThat(operator.get("/console/bot/why?id=ben").text()).contains("Nothing was picked for this user yet.");
        assertThat(operator.get("/console/bot/why").text()).contains("Explain a user’s picks");
        assertThat(operator.get("/console/bot/why?id=nobody").text()).contains("There is no user \"nobody\"");
    }

    @Test
    void userProfileIsResetAfterConfirmation() {
        insertPick("ada", "stone", false);
        insertFeedback("ada", "stone", "saved");
        String link = operator.get("/console/bot/why?id=ada")
                .html()
                .selectFirst("a:contains(Reset)")
                .attr("href");
        ConsoleClient.BrowsedPage confirmation = operator.get(link);
        assertThat(confirmation.text()).contains("1 reaction of 1 user", "It cannot be undone.");
        assertThat(app.get(RecommenderAdmin.class).resetAt("ada")).isEmpty();
        operator.submit(confirmation.html().selectFirst("main form"));
        assertThat(app.get(RecommenderAdmin.class).resetAt("ada")).contains(TestApplication.MONDAY);
        assertThat(operator.get("/console/bot/why?id=ada").text()).contains("Reset just now");
        assertThat(operator.get("/console/bot/reset?id=nobody").status()).isEqualTo(404);
    }

    private static long live() {
        return app.get(RecommenderAdmin.class).live().id();
    }

    private static long insertVersion(String status) {
        ModelVersion live = app.get(RecommenderAdmin.class).live();
        return app.jdbc()
                .sql("""
                        insert into model_version (status, state, example_count, evaluation, note, created_at)
                        select :status, state, 5000,
                               '{"candidate_loss": 0.41, "live_loss": 0.40, "held_out": 1200}', 'no better than the live one', now()
                        from model_version where id = :live
                        returning id""")
                .param("status", status)
                .param("live", live.id())
                .query(Long.class)
                .single();
    }

    private static void insertPick(String user, String opportunity, boolean exploration) {
        app.insertUser(user);
        app.jdbc().sql("""
                        insert into opportunity (id, title, url, source, canonical_url, created_at, updated_at,
                            last_seen_at)
                        values (:id, 'Call ' || :id, 'https://a.example/' || :id, 'one', :id, now(), now(), now())
                        on conflict do nothing""").param("id", opportunity).update();
        app.jdbc()
                .sql("""
                        insert into pick (user_id, opportunity_id, digest, period_start, position, features, score, reason,
                                          exploration, propensity, model_version_id, picked_at)
                        values (:user, :opportunity, 'proletto', :start, 1, array[1, 0.8, 0.2, 0.4]::real[], -2.5,
                                'because you like stone', :exploration, 0.25, :version, :at)""")
                .param("user", user)
                .param("opportunity", opportunity)
                .param("start", TestApplication.WEEK)
                .param("exploration", exploration)
                .param("version", live())
                .param("at", TestApplication.MONDAY.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static void insertFeedback(String user, String opportunity, String kind) {
        app.jdbc()
                .sql(
                        "insert into opportunity_feedback (user_id, opportunity_id, kind, occurred_at) values (:user, :opportunity, :kind, :at)")
                .param("user", user)
                .param("opportunity", opportunity)
                .param("kind", kind)
                .param("at", TestApplication.MONDAY.atOffset(ZoneOffset.UTC))
                .update();
    }
}
