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
 * What to make of a server that takes no changes any more, since another one has become the primary: the pools let
 * go of their connections, and it counts as away, so that what failed there is tried again where the database's URL leads by
 * then.
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

    /** Spring's own, but for this one failure. */
    static SQLExceptionTranslator translator() {
        SQLExceptionSubclassTranslator translator = new SQLExceptionSubclassTranslator();
        translator.setCustomTranslator((task, sql, failure) -> isReadOnly(failure)
                ? new DataAccessResourceFailureException("The database server takes no changes: " + task, failure)
                : null);
        return translator;
    }

    private static boolean isReadOnly(SQLException failure) {
        return READ_ONLY.equals(failure.getSQLState());
    }
}
