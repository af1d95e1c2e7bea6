package dev.tidings.content.metrics;

import dev.tidings.bulk.RowWarning;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The staging table of metrics rows and their transfer to {@code daily_metric}. */
@Repository
class StagedMetrics {
    static final String CREATE = """
            create temp table staged_metric (
                line bigint, account_id text, email text, user_id text, metric_date date, source_name text, data jsonb
            ) on commit drop""";

    static final String COPY = """
            copy staged_metric (line, account_id, email, user_id, metric_date, source_name, data)
            from stdin (format csv)""";

    static final String CREATE_GATHERED = """
            create temp table gathered_metric (
                line bigint, account_id text, user_id text, metric_date date, source_name text, data jsonb
            ) on commit drop""";

    /** Users that are created in one statement. */
    private static final int USERS = 10_000;

    private final JdbcClient jdbc;

    StagedMetrics(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record MetricsUser(String userId, String accountId) {}

    /**
     * Replaces each address by its user's account.
     *
     * @return warnings on rows whose address belongs to no account or to several; these rows are removed
     */
    List<RowWarning> resolveEmails() {
        jdbc.sql("""
                update staged_metric s set account_id = owner.account_id
                from (
                    select lower(u.email) as email, min(u.account_id) as account_id
                    from users u
                    where lower(u.email) in (select email from staged_metric)
                    group by lower(u.email)
                    having count(distinct u.account_id) = 1) owner
                where s.email = owner.email""").update();
        return jdbc.sql("""
                delete from staged_metric s
                where s.account_id is null
                returning s.line, exists (select from users u where lower(u.email) = s.email) as known""")
                .query((row, number) -> new RowWarning(
                        row.getLong("line"),
                        row.getBoolean("known")
                                ? "email belongs to users of several accounts; give account_id"
                                : "email belongs to no user"))
                .list();
    }

    List<MetricsUser> users() {
        return jdbc.sql("select distinct on (user_id) user_id, account_id from staged_metric order by user_id, line")
                .query((row, number) -> new MetricsUser(row.getString("user_id"), row.getString("account_id")))
                .list();
    }

    /** Appends the staged rows to the gathered ones, and empties the staging table. */
    void gather() {
        jdbc.sql("""
                insert into gathered_metric (line, account_id, user_id, metric_date, source_name, data)
                select line, account_id, user_id, metric_date, source_name, data from staged_metric""").update();
        jdbc.sql("truncate staged_metric").update();
    }

    /** The next users of the gathered rows, by id; none after the last. */
    List<MetricsUser> gatheredUsersAfter(String userId) {
        return jdbc.sql("""
                select distinct on (user_id) user_id, account_id
                from gathered_metric
                where user_id > :after
                order by user_id, line
                limit :page""")
                .param("after", userId)
                .param("page", USERS)
                .query((row, number) -> new MetricsUser(row.getString("user_id"), row.getString("account_id")))
                .list();
    }

    void upsert() {
        upsert("staged_metric");
    }

    void upsertGathered() {
        jdbc.sql("analyze gathered_metric").update();
        upsert("gathered_metric");
    }

    /**
     * Rows are ordered by key, so concurrent imports cannot deadlock. Unchanged rows are neither written nor locked.
     */
    private void upsert(String table) {
        jdbc.sql("""
                insert into daily_metric (account_id, metric_date, source_name, data)
                select s.account_id, s.metric_date, s.source_name, s.data
                from (
                    select distinct on (account_id, metric_date, source_name) account_id, metric_date, source_name, data
                    from %s
                    order by account_id, metric_date, source_name, line desc) s
                left join daily_metric d using (account_id, metric_date, source_name)
                where d.data is distinct from s.data
                order by s.account_id, s.metric_date, s.source_name
                on conflict (account_id, metric_date, source_name) do update set data = excluded.data, updated_at = now()
                where daily_metric.data is distinct from excluded.data""".formatted(table)).update();
    }
}
