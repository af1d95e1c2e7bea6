package dev.tidings.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.health.MaintenanceJob;
import dev.tidings.health.Watchdog;
import dev.tidings.testing.ExampleFolders;
import dev.tidings.testing.TestApplication;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConsoleMaintenanceTest {
    @RegisterExtension
    static final TestApplication app = TestApplication.serving(ExampleFolders.combined("living-lytics", "proletto"));

    private ConsoleClient operator = new ConsoleClient(app);

    @BeforeEach
    void signIn() {
        operator = ConsoleClient.signedIn(app);
    }

    @Test
    void pageBeforeTheFirstCheckSaysWhenChecksRun() {
        assertThat(operator.get("/console/maintenance").text())
                .contains("Nothing has been checked yet.", "every minute", "There were no repairs yet.");
        assertThat(operator.get("/console/maintenance/alerts").text()).contains("No alert was raised yet.");
    }

    @Test
    void everyCheckIsListedWithItsMeasurementAndLimit() {
        app.get(Watchdog.class).run(false);
        app.get(MaintenanceJob.class).run();
        Document page = operator.get("/console/maintenance").html();
        assertThat(page.select(".checks td.what strong").eachText())
                .contains("Database latency", "Heap", "Letters owed", "Model drift");
        assertThat(page.select(".checks tr:contains(Heap) td.found").text()).containsPattern("[0-9.]+ %, limit 85 %");
        assertThat(page.select(".checks tr:contains(Heap) td.when").text()).contains("just now");
    }

    @Test
    void criticalCheckIsTheHeadlineAndLinkedFromTheOverview() {
        insertCheck("disk", "", "critical", "The disk is 97 % full. Make room.");
        insertCheck("heap", "", "ok", "Well.");
        insertCheck("bounces", "proletto", "warning", "3 % bounced.");
        ConsoleClient.BrowsedPage page = operator.get("/console/maintenance");
        assertThat(page.html().selectFirst("h1").text()).isEqualTo("1 check is critical.");
        assertThat(page.text()).contains("The disk is 97 % full. Make room.", "97 %, limit 95 %");
        assertThat(operator.get("/console/maintenance?show=attention")
                        .html()
                        .select(".checks td.what strong")
                        .eachText())
                .containsExactly("Disk", "Bounces");
        Element actionItem = operator.get("/console").html().selectFirst(".action-items li");
        assertThat(actionItem.text()).contains("1 check is critical: Disk.");
        assertThat(actionItem.selectFirst("a").attr("href")).isEqualTo("/console/maintenance?show=attention");
    }

    @Test
    void checkThatMeasuresNothingIsNotCalledOk() {
        insertCheck("heap", "", "ok", "Well.");
        insertCheck("bounces", "proletto", "not_measured", "Not measured: nobody reports them.");
        ConsoleClient.BrowsedPage page = operator.get("/console/maintenance");
        assertThat(page.html().selectFirst("h1").text()).isEqualTo("1 check is ok, 1 not measured.");
        assertThat(page.html().select(".checks .state").eachText()).containsExactly("not measured", "ok");
        assertThat(operator.get("/console/maintenance?show=attention").text()).contains("No check calls for action.");
    }

    @Test
    void alertIsAcknowledgedOnce() {
        insertCheck("disk", "", "critical", "The disk is 97 % full. Make room.");
        app.jdbc().sql("""
                insert into alert (check_name, subject, node, previous_state, state, message, raised_at, last_notified_at)
                values ('disk', '', '', 'ok', 'critical', 'The disk is 97 % full. Make room.', now(), now())""").update();
        Element form = operator.get("/console/maintenance").html().selectFirst(".action-items form");
        assertThat(form.selectFirst("button").text()).isEqualTo("Acknowledge");
        assertThat(operator.submit(form).header("Location")).endsWith("/console/maintenance");
        assertThat(operator.submit(form).status()).isEqualTo(302);
        ConsoleClient.BrowsedPage after = operator.get("/console/maintenance");
        assertThat(after.html().select(".action-items form")).isEmpty();
        assertThat(after.text()).contains("acknowledged just now");
        assertThat(operator.get("/console/maintenance/alerts").text())
                .contains("ok → critical", "open, acknowledged just now");
    }

    @Test
    void repairsAreListed() {
        app.jdbc().sql("""
                insert into repair (action, subject, outcome, affected_count, message, node, repaired_at)
                values ('prune', 'digest_log', 'done', 12, '12 letters were older than two years.', 'node-1', now())""").update();
        assertThat(operator.get("/console/maintenance")
                        .html()
                        .select(".repairs tbody")
                        .text())
                .contains("Prune digest_log", "done", "12 letters were older than two years.", "node-1");
    }

    private static void insertCheck(String name, String subject, String state, String message) {
        app.jdbc()
                .sql("""
                        insert into health_check
                            (name, subject, state, message, value, threshold, unit, ok_changed_at, state_changed_at,
                             checked_at)
                        values (:name, :subject, :state, :message, 97, 95, '%', now(), now(), now())""")
                .param("name", name)
                .param("subject", subject)
                .param("state", state)
                .param("message", message)
                .update();
    }
}
