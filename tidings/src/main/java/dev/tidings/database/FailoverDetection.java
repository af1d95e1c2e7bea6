package dev.tidings.database;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Collection;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/**
 * Handles a server that became read-only because another one is the primary. The pool closes its connections, and the
 * failure counts as an unavailable database: the work is retried at the server that the database's URL then leads to.
 */
final class FailoverDetection implements SQLExceptionOverride {
    /** {@code read_only_sql_transaction} (PostgreSQL's Appendix A). */
    private static final String READ_ONLY = "25006";

    private final Supplier<Collection<HikariDataSource>> pools;

    FailoverDetection(Supplier<Collection<HikariDataSource>> pools) {
        this.pools = pools;
    }

    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        if (!isReadOnly(failure)) {
            return Override.CONTINUE_EVICT;
        }
        pools.get().forEach(pool -> pool.getHikariPoolMXBean().softEvictConnections());
        return Override.MUST_EVICT;
    }

    /** Spring's translator, except for this failure. */
    static SQLExceptionTranslator translator() {
        SQLExceptionSubclassTranslator translator = new SQLExceptionSubclassTranslator();
        translator.setCustomTranslator((task, sql, failure) -> isReadOnly(failure)
                ? new DataAccessResourceFailureException("The database server is read-only: " + task, failure)
                : null);
        return translator;
    }

    private static boolean isReadOnly(SQLException failure) {
        return READ_ONLY.equals(failure.getSQLState());
    }
}
