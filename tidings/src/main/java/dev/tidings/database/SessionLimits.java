package dev.tidings.database;

import dev.tidings.settings.DatabaseUrl;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * Limits of a pool's sessions. The server cancels a statement before the client's socket timeout ends it. A pool
 * therefore never has more backends than connections.
 *
 * @param statement maximum time of a statement; zero for no limit
 * @param lock maximum wait of a statement for a lock; zero for no limit
 * @param silence time without a byte from the server after which a connection counts as broken; zero for no limit
 */
record SessionLimits(Duration statement, Duration lock, Duration silence) {
    /** Interval at which the server checks that the client of a running statement is connected. */
    private static final Duration CHECK_CLIENT_EVERY = Duration.ofSeconds(10);

    /** The limits with the {@code socketTimeout} of the URL, if it has one. */
    SessionLimits within(DatabaseUrl url) {
        Properties options = Driver.parseURL(url.jdbc(), new Properties());
        String given = options == null ? null : options.getProperty("socketTimeout");
        if (given == null || !given.matches("\\d{1,9}")) {
            return this;
        }
        Duration own = Duration.ofSeconds(Long.parseLong(given));
        if (own.isZero()) {
            return new SessionLimits(statement, lock, own);
        }
        Duration before = own.multipliedBy(9).dividedBy(10);
        return new SessionLimits(statement.compareTo(before) < 0 ? statement : before, lock, own);
    }

    /**
     * Sets the limits, except those that the URL, the role, the database or the server sets. A server that does not
     * support {@code client_connection_check_interval} (not Linux) keeps its default.
     */
    String initSql() {
        return """
                do $$
                declare
                    wanted record;
                begin
                    for wanted in
                        select l.name, l.value
                        from (values ('statement_timeout', '%d'), ('lock_timeout', '%d'),
                                     ('client_connection_check_interval', '%d')) as l (name, value)
                        join pg_settings s on s.name = l.name
                        where s.setting = '0' and s.source <> 'client'
                    loop
                        begin
                            perform set_config(wanted.name, wanted.value, false);
                        exception when others then
                            null;
                        end;
                    end loop;
                end $$""".formatted(statement.toMillis(), lock.toMillis(), CHECK_CLIENT_EVERY.toMillis());
    }
}
