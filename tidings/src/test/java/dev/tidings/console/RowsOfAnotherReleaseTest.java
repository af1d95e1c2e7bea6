package dev.tidings.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.alerting.AlertSender;
import dev.tidings.schedule.NodeRoles;
import dev.tidings.testing.TestApplication;
import dev.tidings.testing.UncheckedTables;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows with words that this release does not know, as after a rollback: no page fails. */
class RowsOfAnotherReleaseTest {
    @RegisterExtension
    static final TestApplication app =
            TestApplication.serving(Path.of("src/test/resources/watched")).with(new NodeRoles(true, false));

    @BeforeEach
    void insertRows() {
        UncheckedTables.dropChecks(
                app.jdbc(),
                "health_check",
                "alert",
                "alert_delivery",
                "repair",
                "source_state",
                "source_run",
                "model_version",
                "suppression",
                "users");
        app.insertReader("ada");
        app.jdbc()
                .sql("update users set last_digest_sent_at = 'infinity', time_zone = 'Mars/Olympus'")
                .update();
        app.jdbc().sql("""
                        insert into health_check (name, subject, state, message, ok_changed_at, state_changed_at, checked_at,
                            last_alerted_state)
                        values ('later-check', '', 'fatal', 'found', '-infinity', '-infinity', 'infinity', 'fatal')
                        """).update();
        app.jdbc().sql("""
                        insert into alert (id, check_name, subject, node, previous_state, state, message, raised_at,
                            last_notified_at)
                        overriding system value
                        values (1, 'later-check', '', '', 'ok', 'fatal', 'found', now(), now())
                        """).update();
        app.jdbc().sql("""
                        insert into alert_delivery (alert_id, notification_round, channel, target, next_attempt_at)
                        values (1, 1, 'pager', 'ops', '-infinity')
                        """).update();
        app.jdbc().sql("""
                        insert into repair (action, subject, outcome, message, node, repaired_at)
                        values ('reindex', 'users', 'done', 'done', 'n', now())
                        """).update();
        app.jdbc().sql("""
                        insert into source_state (source, host, status, status_changed_at, next_run_at)
                        values ('calls', 'calls.example', 'resting', now(), 'infinity') on conflict do nothing
                        """).update();
        app.jdbc().sql("""
                        insert into model_version (status, state, example_count, created_at)
                        values ('shadow', '{}', 0, 'infinity')
                        """).update();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console",
                "/console/maintenance",
                "/console/maintenance?show=attention",
                "/console/sources",
                "/console/bot",
                "/console/users",
                "/console/users/user?id=ada"
            })
    void everyPageIsShown(String page) {
        assertThat(ConsoleClient.signedIn(app).get(page).status()).isEqualTo(200);
    }

    @Test
    void alertsOfThisReleaseAreSentThoughAnotherOnesChannelIsUnknown() {
        app.get(AlertSender.class).sendDue();

        assertThat(app.jdbc()
                        .sql("select attempt from alert_delivery where channel = 'pager'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }
}
