package dev.tidings.bench.chaos;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The people of the rig: one in fifty has opted out, one in forty has no numbers to read about, one in sixty has an
 * address that is never mailed. Everyone has another address and another account to change to, with numbers of its own.
 */
final class ChaosUsers {
    private static final int OPTED_OUT_EVERY = 50;
    private static final int WITHOUT_NUMBERS_EVERY = 40;
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

    static String id(int reader) {
        return String.format(Locale.ROOT, "u%07d", reader);
    }

    static String account(int reader) {
        return String.format(Locale.ROOT, "a%07d", reader);
    }

    static String otherAccount(int reader) {
        return String.format(Locale.ROOT, "b%07d", reader);
    }

    static String address(int reader) {
        return "reader" + reader + "@example.com";
    }

    static String otherAddress(int reader) {
        return "moved" + reader + "@example.com";
    }

    /**
     * Numbers of the week alone. All changes of earlier rounds are undone, and every address that a server has declared
     * dead is alive again.
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
                .param("without", WITHOUT_NUMBERS_EVERY)
                .update();
    }

    /** Those of these users who are due a row in the ledger. */
    static Set<String> due(Set<String> users) {
        return users.stream()
                .filter(user -> Integer.parseInt(user.substring(1)) % OPTED_OUT_EVERY != 0)
                .collect(Collectors.toSet());
    }

    int count() {
        return count;
    }

    /** How many are due a row in the ledger. */
    int dueCount() {
        return count - count / OPTED_OUT_EVERY;
    }
}
