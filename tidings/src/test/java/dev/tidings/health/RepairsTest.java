package dev.tidings.health;

import static dev.tidings.testing.TestApplication.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tidings.alerting.Alert;
import dev.tidings.alerting.Alerts;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.edition.EditionOpener;
import dev.tidings.edition.EditionPlanner;
import dev.tidings.edition.Editions;
import dev.tidings.health.Repair.RepairAction;
import dev.tidings.retention.Pruner;
import dev.tidings.testing.TestApplication;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Repairs and deletions by the maintenance job. */
class RepairsTest {
    @RegisterExtension
    static final TestApplication app = new TestApplication(Path.of("src/test/resources/watched"));

    @Test
    void healthyWorkIsNotRepaired() {
        app.insertReader("ada");
        Edition edition = open();
        app.get(MaintenanceJob.class).run();
        app.get(EditionPlanner.class).plan(edition.id());
        app.get(MaintenanceJob.class).run();
        deliver(edition);
        app.get(MaintenanceJob.class).run();

        assertThat(repairs()).isEmpty();
    }

    @Test
    void editionWithoutPlanningTaskGetsOne() {
        Edition edition = open();
        app.jdbc().sql("delete from scheduled_tasks").update();

        app.get(MaintenanceJob.class).run();
        app.get(MaintenanceJob.class).run();

        assertThat(tasks()).containsExactly("plan-edition " + edition.id());
        assertThat(repairs())
                .extracting(Repair::action, Repair::subject, Repair::amount, Repair::done)
                .containsExactly(tuple(RepairAction.RESCUE, "edition", 1L, true));
    }

    @Test
    void chunkWithOwedLettersAndNoTaskGetsOne() {
        app.insertReader("ada");
        Edition edition = open();
        app.get(EditionPlanner.class).plan(edition.id());
        app.jdbc().sql("delete from scheduled_tasks").update();

        app.get(MaintenanceJob.class).run();

        assertThat(tasks()).containsExactly("deliver-chunk " + edition.id() + "/1");
        assertThat(repairs()).extracting(Repair::subject).containsExactly("chunk");
    }

    @Test
    void settledEditionThatIsStillOpenIsClosed() {
        app.insertReader("ada");
        Edition edition = open();
        app.get(EditionPlanner.class).plan(edition.id());
        deliver(edition);
        app.jdbc().sql("update edition set status = 'open', closed_at = null").update();
        app.jdbc().sql("delete from scheduled_tasks").update();

        app.get(MaintenanceJob.class).run();

        assertThat(app.get(Editions.class).find(edition.id()).orElseThrow().status())
                .isEqualTo(EditionStatus.CLOSED);
        assertThat(repairs()).hasSize(1);
    }

    @Test
    void prunedLettersAreNotSentAgain() {
        app.insertReader("ada");
        Edition edition = open();
        app.get(EditionPlanner.class).plan(edition.id());
        deliver(edition);

        pruneAt(MONDAY.plus(Duration.ofDays(400)));
        assertThat(count("digest_log where content is not null")).isEqualTo(1);
        pruneAt(MONDAY.plus(Duration.ofDays(400)).plusSeconds(1));
        assertThat(count("digest_log where content is not null")).isZero();
        assertThat(count("digest_log")).isEqualTo(1);

        pruneAt(MONDAY.plus(Duration.ofDays(1_100)));
        assertThat(count("digest_log")).isEqualTo(1);
        pruneAt(MONDAY.plus(Duration.ofDays(1_100)).plusSeconds(1));
        assertThat(count("digest_log")).isZero();
        assertThat(repairs())
                .extracting(Repair::action, Repair::subject, Repair::amount)
                .contains(tuple(RepairAction.PRUNE, "digest_log", 1L));

        Edition again = app.get(EditionOpener.class)
                .open(app.get(DigestCatalog.class).require("weekly"), edition.period(), OpenedBy.API);
        app.get(EditionPlanner.class).plan(again.id());
        deliver(again);
        assertThat(again.id()).isEqualTo(edition.id());
        assertThat(again.progress()).isEqualTo(new Edition.EditionProgress(1, 1, 0, 0, 0));
        assertThat(app.transport().messages()).hasSize(1);
    }

    @Test
    void editionThatIsNotClosedIsNotPruned() {
        app.insertReader("ada");
        Edition edition = open();
        app.get(EditionPlanner.class).plan(edition.id());
        deliver(edition);
        app.jdbc()
                .sql("update edition set status = 'stopped', stop_reason = 'key', closed_at = null")
                .update();

        pruneAt(MONDAY.plus(Duration.ofDays(9_000)));

        assertThat(count("digest_log where content is not null")).isEqualTo(1);
        assertThat(repairs()).isEmpty();
    }

    @Test
    void pruningDeletesInBatchesAndKeepsRowsWithinRetention() {
        app.insertUser("ada");
        app.jdbc()
                .sql("""
                        insert into letter_event (letter_id, user_id, kind, occurred_at, classification,
                            classification_reason)
                        select n, 'ada', 'opened', :old::timestamptz + make_interval(secs => n % 2), 'human', 'test'
                        from generate_series(1, 24002) n
                        """)
                .param("old", MONDAY.minus(Duration.ofDays(400)).minusSeconds(1).toString())
                .update();

        pruneAt(MONDAY);

        assertThat(count("letter_event")).isEqualTo(12_001);
        assertThat(repairs()).extracting(Repair::amount).containsExactly(12_001L);
    }

    @Test
    void feedbackOnLiveOpportunitiesIsKept() {
        app.insertUser("ada");
        for (String status : List.of("live", "expired")) {
            app.jdbc().sql("""
                            with item as (
                                insert into opportunity (id, title, url, source, canonical_url, status, status_by,
                                    created_at, updated_at, last_seen_at)
                                values (:status, 'One', 'https://one.example', 'test', :status, :status,
                                        case :status when 'expired' then 'deadline' end, now(), now(), now())
                                returning id
                            )
                            insert into opportunity_feedback (user_id, opportunity_id, kind, occurred_at)
                            select 'ada', id, 'dismissed', '2000-01-01' from item
                            """).param("status", status).update();
        }

        pruneAt(MONDAY);

        assertThat(count("opportunity_feedback where opportunity_id = 'live'")).isEqualTo(1);
        assertThat(count("opportunity_feedback")).isEqualTo(1);
    }

    @Test
    void picksAreKeptWhileTheirOpportunityCanBeSent() {
        app.insertUser("ada");
        long version = app.jdbc()
                .sql(
                        "insert into model_version (status, state, example_count, created_at) values ('retired', '{}', 0, now()) returning id")
                .query((row, number) -> row.getLong("id"))
                .single();
        for (String status : List.of("live", "expired")) {
            app.jdbc()
                    .sql("""
                            with item as (
                                insert into opportunity (id, title, url, source, canonical_url, status, status_by,
                                    created_at, updated_at, last_seen_at)
                                values (:status, 'One', 'https://one.example', 'test', :status, :status,
                                        case :status when 'expired' then 'deadline' end, '2000-01-01', '2000-01-01', '2000-01-01')
                                returning id
                            )
                            insert into pick (user_id, opportunity_id, digest, period_start, position, features, score, exploration,
                                              propensity, model_version_id, picked_at)
                            select 'ada', id, 'weekly', '2000-01-03', 1, '{}', 0, false, 1, :version, '2000-01-03' from item
                            """)
                    .param("status", status)
                    .param("version", version)
                    .update();
        }

        pruneAt(MONDAY);

        assertThat(count("pick where opportunity_id = 'live'")).isEqualTo(1);
        assertThat(count("pick")).isEqualTo(1);
        assertThat(count("opportunity")).isEqualTo(1);
        assertThat(repairs()).allMatch(Repair::done);
        app.jdbc().sql("truncate model_version cascade").update();
    }

    @Test
    void openAlertsAreKeptAtAnyAge() {
        app.jdbc().sql("""
                        insert into alert (check_name, subject, node, previous_state, state, message, raised_at,
                            last_notified_at, closed_at)
                        values ('disk', '', 'here', 'ok', 'warning', 'full', '2000-01-01', '2000-01-01', null),
                               ('disk', '', 'there', 'ok', 'warning', 'full', '2000-01-01', '2000-01-01', '2000-01-02')
                        """).update();

        pruneAt(MONDAY);

        assertThat(app.get(Alerts.class).list(null, 10)).extracting(Alert::node).containsExactly("here");
    }

    @Test
    void vacuumClearsATablesDeadRows() {
        app.get(PostgresTables.class).vacuum("daily_metric");

        assertThat(app.jdbc().sql("""
                                select last_vacuum is not null from pg_stat_user_tables
                                where relname = 'daily_metric' and schemaname = current_schema()
                                """).query(Boolean.class).single()).isTrue();
    }

    private static Edition open() {
        return app.get(EditionOpener.class)
                .openLastCompleted(app.get(DigestCatalog.class).require("weekly"), OpenedBy.CLOCK);
    }

    private static void deliver(Edition edition) {
        app.deliver(edition.id(), 1);
    }

    private static void pruneAt(Instant time) {
        app.clock().set(time);
        app.get(Pruner.class).run();
    }

    private static List<Repair> repairs() {
        return app.get(Repairs.class).newest(100);
    }

    private static List<String> tasks() {
        return app.jdbc()
                .sql("select task_name || ' ' || task_instance as task from scheduled_tasks")
                .query((row, number) -> row.getString("task"))
                .list();
    }

    private static long count(String from) {
        return app.jdbc()
                .sql("select count(*) from " + from)
                .query((row, number) -> row.getLong(1))
                .single();
    }
}
