package dev.tidings.bench.chaos;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The users of the test bed. Of 50 users one has opted out, of 40 one has no metrics, of 60 one has a suppressed
 * address. Each user has a second address and a second account to change to; the metrics of second accounts are unique.
 */
final class ChaosUsers {
    private static final int OPTED_OUT_EVERY = 50;
    private static final int WITHOUT_METRICS_EVERY = 40;
    private static final int SUPPRESSED_EVERY = 60;

    private final ChaosDatabase database;
    private final int count;

    ChaosUsers(ChaosDatabase database, int count) {
        this.database = database;
        this.count = count;
    }

    void insert() {
        database.jdbc()
                .sql("""
                        insert into users (id, email, name, account_id, opt_in_digest)
                        select 'u' || lpad(n::text, 7, '0'), 'reader' || n || '@example.com', 'Reader ' || n,
                               'a' || lpad(n::text, 7, '0'), n % :optedOut <> 0
                        from generate_series(1, :count) as n
                        """)
                .param("count", count)
                .param("optedOut", OPTED_OUT_EVERY)
                .update();
        database.jdbc()
                .sql("""
                        insert into suppression (address, reason)
                        select 'reader' || n || '@example.com', 'manual' from generate_series(1, :count) as n
                        where n % :suppressed = 0
                        """)
                .param("count", count)
                .param("suppressed", SUPPRESSED_EVERY)
                .update();
    }

    static String id(int number) {
        return String.format(Locale.ROOT, "u%07d", number);
    }

    static String account(int number) {
        return String.format(Locale.ROOT, "a%07d", number);
    }

    static String otherAccount(int number) {
        return String.format(Locale.ROOT, "b%07d", number);
    }

    static String address(int number) {
        return "reader" + number + "@example.com";
    }

    static String otherAddress(int number) {
        return "moved" + number + "@example.com";
    }

    /**
     * Replaces the metrics by those of one week. Reverts the recipient changes of earlier rounds and removes the
     * suppressions that servers caused.
     */
    void prepareWeek(LocalDate monday) {
        JdbcClient jdbc = database.jdbc();
        jdbc.sql("delete from daily_metric").update();
        jdbc.sql("delete from suppression where reason <> 'manual'").update();
        jdbc.sql("delete from digest_preference").update();
        jdbc.sql("""
                        update users set email = 'reader' || n || '@example.com', account_id = 'a' || substr(id, 2),
                                         opt_in_digest = n % :optedOut <> 0
                        from (select id as reader, substr(id, 2)::integer as n from users) as r
                        where id = reader and (email like 'moved%' or account_id like 'b%' or opt_in_digest <> (n % :optedOut <> 0))
                        """).param("optedOut", OPTED_OUT_EVERY).update();
        IntentRecorder.clear(jdbc);
        jdbc.sql("""
                        insert into daily_metric (account_id, metric_date, source_name, data)
                        select 'a' || lpad(n::text, 7, '0'), :monday, 'web',
                               jsonb_build_object('sessions', 100 + n % 900, 'reach', 1000 + n % 9000)
                        from generate_series(1, :count) as n where n % :without <> 0
                        union all
                        select 'b' || lpad(n::text, 7, '0'), :monday, 'web',
                               jsonb_build_object('sessions', 2000000 + n, 'reach', 3000000 + n)
                        from generate_series(1, :count) as n
                        """)
                .param("count", count)
                .param("monday", monday)
                .param("without", WITHOUT_METRICS_EVERY)
                .update();
    }

    /** Returns the users among these who are due a row in the ledger. */
    static Set<String> due(Set<String> users) {
        return users.stream()
                .filter(user -> Integer.parseInt(user.substring(1)) % OPTED_OUT_EVERY != 0)
                .collect(Collectors.toSet());
    }

    int count() {
        return count;
    }

    /** Number of users who are due a row in the ledger. */
    int dueCount() {
        return count - count / OPTED_OUT_EVERY;
    }
}
