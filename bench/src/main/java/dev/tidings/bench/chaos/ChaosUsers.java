package dev.tidings.bench.chaos;

import java.time.LocalDate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The people of the rig: one in fifty has opted out, one in forty has no numbers to read about, one in sixty has an
 * address that is never mailed.
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

    /** Numbers of the week alone, and every address that a server has declared dead alive again. */
    void prepareWeek(LocalDate monday) {
        JdbcClient jdbc = database.jdbc();
        jdbc.sql("delete from daily_metric").update();
        jdbc.sql("delete from suppression where reason <> 'manual'").update();
        jdbc.sql("""
                        insert into daily_metric (account_id, metric_date, source_name, data)
                        select 'a' || lpad(n::text, 7, '0'), :monday, 'web',
                               jsonb_build_object('sessions', 100 + n % 900, 'reach', 1000 + n % 9000)
                        from generate_series(1, :count) as n where n % :without <> 0
                        """)
                .param("count", count)
                .param("monday", monday)
                .param("without", WITHOUT_NUMBERS_EVERY)
                .update();
    }

    /** How many are due a row in the ledger. */
    int dueCount() {
        return count - count / OPTED_OUT_EVERY;
    }
}
