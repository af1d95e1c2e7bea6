package dev.tidings.content.metrics;

import dev.tidings.content.NumbersCoverage;
import dev.tidings.digest.DigestPeriod;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads table {@code daily_metric} as the role {@code tidings_metrics_reader}. Row-level security limits every query to
 * the given accounts.
 */
@Repository
class DailyMetrics {
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    DailyMetrics(JdbcClient jdbc, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /**
     * Reads the period and the week before it.
     *
     * @param keys the metrics to read
     * @return numbers by account id; accounts without a row are absent
     */
    Map<String, TwoWeeks> read(Collection<String> accounts, DigestPeriod period, List<String> keys) {
        String[] ids = accounts.toArray(String[]::new);
        DailyMetricsParser parser =
                new DailyMetricsParser(keys, period.previous().start());
        Map<String, TwoWeeks> byAccount = new HashMap<>();
        transactions.executeWithoutResult(transaction -> {
            setRole("tidings_metrics_reader", ids);
            jdbc.sql("""
                    select account_id, metric_date - :monday as day, data
                    from daily_metric
                    where account_id = any (:accounts::text[])
                    and metric_date between :monday and :sunday""")
                    .param("accounts", ids)
                    .param("monday", period.previous().start())
                    .param("sunday", period.end())
                    .query(row -> {
                        TwoWeeks twoWeeks = byAccount.computeIfAbsent(
                                row.getString("account_id"), account -> new TwoWeeks(keys.size()));
                        parser.read(row.getBytes("data"), row.getInt("day"), twoWeeks);
                    });
            setRole("none", new String[0]);
        });
        return byAccount;
    }

    /** Which of these accounts had numbers in the week before the period, and have them for its last day. */
    NumbersCoverage coverage(Collection<String> accounts, DigestPeriod period) {
        String[] ids = accounts.toArray(String[]::new);
        return Objects.requireNonNull(transactions.execute(transaction -> {
            setRole("tidings_metrics_reader", ids);
            NumbersCoverage coverage = jdbc.sql("""
                    select count(*) as expected, count(*) filter (where present) as present
                    from (select bool_or(metric_date < :monday) as expected, bool_or(metric_date = :lastDay) as present
                          from daily_metric
                          where account_id = any (:accounts::text[])
                          and (metric_date >= :mondayBefore and metric_date < :monday or metric_date = :lastDay)
                          group by account_id) as account
                    where expected""")
                    .param("accounts", ids)
                    .param("mondayBefore", period.previous().start())
                    .param("monday", period.start())
                    .param("lastDay", period.end())
                    .query((row, number) -> new NumbersCoverage(row.getInt("expected"), row.getInt("present")))
                    .single();
            setRole("none", new String[0]);
            return coverage;
        }));
    }

    /** Applies until the transaction ends. */
    private void setRole(String role, String[] accounts) {
        jdbc.sql("""
                select set_config('tidings.accounts', (:accounts::text[])::text, true),
                       set_config('role', :role, true)""").param("accounts", accounts).param("role", role).query().singleRow();
    }
}
