package dev.tidings.edition;

import static dev.tidings.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.database.ConnectionPools;
import dev.tidings.database.ConnectionUse;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.testing.TestApplication;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The cost of an edition must not depend on the size of the tables. 100,000 users are a harder case than more would be:
 * the smaller a table, the sooner the planner prefers a sequential scan.
 */
class LargeTablesQueryPlanTest {
    private static final List<String> GROWING_TABLES = List.of("users", "daily_metric", "delivery", "digest_log");

    @RegisterExtension
    static final TestApplication app = new TestApplication();

    @Test
    void anEditionScansNoGrowingTableSequentially() {
        insertHundredThousandUsers();
        app.jdbc().sql("select pg_stat_reset()").query().singleRow();

        Edition edition = runEdition();

        assertThat(edition.status()).isEqualTo(EditionStatus.CLOSED);
        assertThat(edition.progress().sent()).isEqualTo(1000);
        awaitStatistics();
        assertThat(scans("idx_scan"))
                .extractingByKeys("users", "daily_metric", "delivery")
                .noneMatch(scans -> scans == 0);
        assertThat(scans("seq_scan"))
                .allSatisfy((table, scans) ->
                        assertThat(scans).as("sequential scans of %s", table).isZero());
    }

    /** One user in a hundred is due and has metrics. The ledger has letters of the week before. */
    private static void insertHundredThousandUsers() {
        app.jdbc().sql("""
                insert into users (id, email, account_id, opt_in_digest)
                select 'u' || i, 'u' || i || '@example.com', 'a' || i, i <= 71000 and i % 71 = 0
                from generate_series(1, 100000) i""").update();
        app.jdbc().sql("""
                insert into daily_metric (account_id, metric_date, source_name, data)
                select 'a' || i, date '2026-04-27' + day, '', '{"sessions": 12, "reach": 40}'::jsonb
                from generate_series(71, 100000, 71) i, generate_series(0, 13) day
                union all
                select 'b' || i, date '2026-04-27' + day, '', '{"sessions": 12, "reach": 40}'::jsonb
                from generate_series(1, 7000) i, generate_series(0, 13) day""").update();
        app.jdbc()
                .sql("insert into template_version (version, name, files) values ('old', 'old', '{}')")
                .update();
        app.jdbc().sql("""
                insert into edition (digest, period_start, period_end, status, opened_by, transport, template_version, opened_at,
                                     planned_at, closed_at)
                select digest, '2026-04-27', '2026-05-03', 'closed', 'clock', 'outbox', 'old', now(), now(), now()
                from unnest(array['living-lytics', 'another']) as digest""").update();
        app.jdbc().sql("""
                insert into digest_log (id, user_id, period_start, period_end, status, digest, edition_id, chunk_number,
                    kind, sent_at, content)
                select nextval('letter_id'), 'u' || i, '2026-04-27', '2026-05-03', 'sent', 'living-lytics',
                       (select id from edition where digest = 'living-lytics'), i / 500, 'regular', now(), '{}'
                from generate_series(1, 100000) i""").update();
        app.jdbc().sql("""
                insert into delivery (id, edition_id, chunk_number, kind, digest, user_id, period_start, period_end,
                    transport, template_version, content, item_count, recipient_version, next_attempt_at, composed_at)
                select nextval('letter_id'), (select id from edition where digest = 'another'), i / 500, 'regular', 'another',
                       'u' || i, '2026-04-27', '2026-05-03', 'outbox', 'old', '{}', 1, 0, now() + interval '1 day', now()
                from generate_series(1, 20000) i""").update();
        app.jdbc().sql("analyze").update();
    }

    private static Edition runEdition() {
        Edition opened = app.get(EditionOpener.class)
                .open(
                        app.get(DigestCatalog.class).require("living-lytics"),
                        DigestPeriod.containing(TestApplication.WEEK),
                        OpenedBy.COMMAND);
        app.get(EditionPlanner.class).plan(opened.id());
        deliver(opened.id(), 1);
        deliver(opened.id(), 2);
        return app.get(Editions.class).find(opened.id()).orElseThrow();
    }

    private static void deliver(long edition, int chunk) {
        assertThat(app.deliver(edition, chunk)).isEmpty();
    }

    /** A connection reports its statistics when it closes, at the latest. */
    private static void awaitStatistics() {
        app.get(ConnectionPools.class)
                .pool(ConnectionUse.WORK)
                .getHikariPoolMXBean()
                .softEvictConnections();
        await().until(() -> count("n_tup_ins", "digest_log") >= 1000);
    }

    private static Map<String, Long> scans(String kind) {
        return GROWING_TABLES.stream().collect(Collectors.toMap(table -> table, table -> count(kind, table)));
    }

    private static long count(String kind, String table) {
        return app.jdbc()
                .sql("select " + kind + " from pg_stat_user_tables where relname = :table")
                .param("table", table)
                .query(Long.class)
                .single();
    }
}
