package dev.tidings.content.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.testing.TestDatabase;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The permissions of the role {@code tidings_metrics_reader}. The tests connect as a superuser and owner. */
class MetricsReaderRoleTest {
    private static final String READER = "tidings_metrics_reader";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @BeforeAll
    static void insertNumbers() {
        database.jdbc().sql("""
                insert into daily_metric (account_id, metric_date, source_name, data)
                select 'account-' || account, date '2026-11-02' + day, '', '{"sessions": 1}'
                from generate_series(1, 20000) account, generate_series(0, 13) day""").update();
        database.jdbc().sql("analyze daily_metric").update();
    }

    @Test
    void noRowsAreVisibleWithoutTheSetting() {
        assertThat(visibleAccounts(null)).isEmpty();
        assertThat(visibleAccounts("")).isEmpty();
        assertThat(visibleAccounts("{}")).isEmpty();
    }

    @Test
    void onlyTheGivenAccountsAreVisible() {
        assertThat(visibleAccounts("{account-1,account-77}")).containsExactlyInAnyOrder("account-1", "account-77");
    }

    @Test
    void readerCannotWrite() {
        assertThatThrownBy(() -> asReader("{account-1}", "delete from daily_metric where account_id = 'account-1'"))
                .rootCause()
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> asReader("{account-1}", "select from users"))
                .rootCause()
                .hasMessageContaining("permission denied");
    }

    @Test
    void connectionHasItsOwnRoleAfterReading() {
        DailyMetrics numbers = new DailyMetrics(database.jdbc(), database.transactions());
        database.transactions().executeWithoutResult(transaction -> {
            assertThat(numbers.read(Set.of("account-5"), SampleMetricWeeks.PERIOD, List.of("sessions")))
                    .containsOnlyKeys("account-5");
            assertThat(database.jdbc()
                            .sql("select count(distinct account_id) from daily_metric")
                            .query(Long.class)
                            .single())
                    .isEqualTo(20_000);
        });
    }

    @Test
    void accountIdsCannotInjectSql() {
        DailyMetrics numbers = new DailyMetrics(database.jdbc(), database.transactions());

        assertThat(numbers.read(
                        Set.of("a\"},{account-1", "account-1,account-2", "'; --", "\\"),
                        SampleMetricWeeks.PERIOD,
                        List.of("x")))
                .isEmpty();
    }

    @Test
    void queryUsesThePrimaryKeyUnderThePolicy() {
        String accounts = IntStream.rangeClosed(1, 500)
                .mapToObj(i -> "account-" + i * 37)
                .collect(Collectors.joining(",", "{", "}"));

        List<String> plan = asReader(accounts, """
                explain (costs off)
                select account_id, metric_date - '2026-11-02'::date as day, data
                from daily_metric
                where account_id = any ('%s'::text[]) and metric_date between '2026-11-02' and '2026-11-15'""".formatted(accounts));

        assertThat(plan).anyMatch(line -> line.contains("daily_metric_pkey"));
        assertThat(plan)
                .anyMatch(line -> line.contains("Index Cond: ((account_id = ANY") && line.contains("metric_date >="));
        assertThat(plan).noneMatch(line -> line.contains("Seq Scan"));
        assertThat(plan).anyMatch(line -> line.contains("Filter:") && line.contains("hashed SubPlan"));
    }

    /** Databases share the roles of their server. The owner here is not a superuser. */
    @Test
    void roleWorksInOtherSchemasAndDatabases() {
        JdbcClient server = database.jdbc();
        server.sql("create role plain_owner login").update();
        server.sql("create database shares_the_role owner plain_owner").update();
        server.sql("grant " + READER + " to plain_owner").update();
        DriverManagerDataSource other = new DriverManagerDataSource(
                database.jdbcUrl().replaceFirst("/test_\\d+\\?.*", "/shares_the_role?currentSchema=letters"),
                "plain_owner",
                "");
        Flyway.configure().dataSource(other).schemas("letters").load().migrate();
        JdbcClient.create(other).sql("""
                insert into daily_metric (account_id, metric_date, source_name, data)
                values ('a', '2026-11-09', '', '{"sessions": 1}'), ('b', '2026-11-09', '', '{}')""").update();

        DailyMetrics numbers =
                new DailyMetrics(JdbcClient.create(other), new TransactionTemplate(new JdbcTransactionManager(other)));

        assertThat(numbers.read(Set.of("a"), SampleMetricWeeks.PERIOD, List.of("sessions")))
                .containsOnlyKeys("a");
    }

    private static List<String> visibleAccounts(@Nullable String accounts) {
        return asReader(accounts, "select distinct account_id from daily_metric");
    }

    private static List<String> asReader(@Nullable String accounts, String sql) {
        return Objects.requireNonNull(database.transactions().execute(transaction -> {
            JdbcClient jdbc = database.jdbc();
            if (accounts != null) {
                jdbc.sql("select set_config('tidings.accounts', :accounts, true)")
                        .param("accounts", accounts)
                        .query()
                        .singleRow();
            }
            jdbc.sql("set local role " + READER).update();
            return jdbc.sql(sql).query((row, number) -> row.getString(1)).list();
        }));
    }
}
