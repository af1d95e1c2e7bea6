package dev.tidings.bench;

import dev.tidings.digest.DigestPeriod;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Inserts users with one account each, and their daily metrics. Every run gets the same ones. */
final class BenchUsers {
    private final JdbcClient jdbc;

    BenchUsers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Inserts the users {@code first} to {@code last} with their metrics.
     *
     * @param period the last week with metrics
     * @param weeks the number of weeks with metrics
     * @return the number of inserted daily metrics
     */
    long insert(int first, int last, DigestPeriod period, int weeks) {
        jdbc.sql("""
                        insert into users (id, email, name, account_id, time_zone, locale)
                        select 'u' || lpad(n::text, 8, '0'), 'reader' || n || '@example.com',
                               (array['Ada Moreno', 'Ben Okafor', 'Chiara Rossi', 'Zoë Färber', 'Emi Tanaka', 'Amélie Laurent',
                                      'Łukasz Wójcik'])[1 + n % 7],
                               'a' || lpad(n::text, 8, '0'),
                               (array['America/Los_Angeles', 'Europe/Berlin', 'Asia/Tokyo'])[1 + n % 3],
                               (array['en-US', 'de-DE', 'fr-FR', 'ja-JP', 'en-GB'])[1 + n % 5]
                        from generate_series(:first, :last) as n
                        """).param("first", first).param("last", last).update();
        long rows = jdbc.sql("""
                        insert into daily_metric (account_id, metric_date, source_name, data)
                        select 'a' || lpad(n::text, 8, '0'), :since::date + day, 'web', jsonb_build_object(
                                   'sessions', 100 + (n * 7919 + day * 104729) % 900,
                                   'conversions', (n * 31 + day * 17) % 40,
                                   'reach', 1000 + (n * 6841 + day * 3571) % 9000,
                                   'engagement', 50 + (n * 127 + day * 61) % 400)
                        from generate_series(:first::bigint, :last::bigint) as n, generate_series(0, :days - 1) as day
                        """)
                .param("first", first)
                .param("last", last)
                .param("since", period.start().minusWeeks(weeks - 1L))
                .param("days", 7 * weeks)
                .update();
        jdbc.sql("vacuum (analyze) users").update();
        jdbc.sql("vacuum (analyze) daily_metric").update();
        jdbc.sql("checkpoint").update();
        return rows;
    }
}
