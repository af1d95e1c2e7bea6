package dev.tidings.browser;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Inserts 480 readers in forty accounts with twelve weeks of metrics. Some cannot get a letter. */
final class ConsoleSampleData {
    /** The readers who did not opt out. */
    static final int DUE = 470;

    private static final int READERS = 480;
    private static final int ACCOUNTS = 40;

    private static final String GIVEN_NAMES =
            "Ada Grace Edsger Barbara Alan Katherine Donald Frances John Radia Dennis Margaret Ken Hedy Claude Shafi Adele";
    private static final String FAMILY_NAMES =
            "Moreno Okafor Rossi Volkov Tanaka Haddad Lindqvist Kim Laurent Nordmann Frost Stone Weber Silva Novak Larsen";

    private final JdbcClient jdbc;

    ConsoleSampleData(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert() {
        readers();
        metrics();
        undeliverableReaders();
    }

    private void readers() {
        jdbc.sql("""
                        insert into users (id, email, name, account_id, locale, plan)
                        select 'u-' || lpad(n::text, 4, '0'), 'reader' || n || '@example.com',
                               (:given::text[])[1 + n % cardinality(:given::text[])] || ' '
                               || (:family::text[])[1 + n % cardinality(:family::text[])],
                               'account-' || (n % :accounts), 'en-US', case when n % 3 = 0 then 'pro' else 'free' end
                        from generate_series(1, :readers) as n
                        """)
                .param("given", GIVEN_NAMES.split(" "))
                .param("family", FAMILY_NAMES.split(" "))
                .param("accounts", ACCOUNTS)
                .param("readers", READERS)
                .update();
    }

    /** The numbers peak in the middle of the week and grow slowly. The last account has none. */
    private void metrics() {
        jdbc.sql("""
                        insert into daily_metric (account_id, metric_date, source_name, data)
                        select 'account-' || n, day::date, 'web', jsonb_build_object(
                            'sessions', visits, 'conversions', visits * 27 / 1000 + n % 3,
                            'reach', visits * 37 / 10, 'engagement', visits * 36 / 100)
                        from generate_series(0, :accounts - 2) as n
                        cross join generate_series(current_date - 84, current_date, interval '1 day') as day
                        cross join lateral (
                            select ((300 + 47 * n) * (array[100, 112, 115, 122, 95, 62, 55])[extract(isodow from day)::int]
                                    * (100 + (extract(doy from day)::int * (n + 7)) % 19) / 10000)::int as visits
                        ) as daily
                        """).param("accounts", ACCOUNTS).update();
    }

    private void undeliverableReaders() {
        jdbc.sql("update users set email = 'not an address' where id in ('u-0017', 'u-0301')")
                .update();
        jdbc.sql("update users set opt_in_digest = false where id like 'u-03_3'")
                .update();
        jdbc.sql("""
                        insert into suppression (address, reason)
                        select 'reader' || n || '@example.com', 'bounce' from generate_series(30, 480, 90) as n
                        """).update();
        jdbc.sql("insert into consent (user_id, opt_in, source) select id, opt_in_digest, 'import' from users")
                .update();
    }
}
