package dev.tidings.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/**
 * What to make of a server that takes no changes any more, since another one has become the primary: the pool lets go
 * of its connections, and it counts as away, so that what failed there is tried again where the database's URL leads by
 * then.
 */
final class FailoverDetection implements SQLExceptionOverride {
    /** {@code read_only_sql_transaction} (PostgreSQL's Appendix A). */
    private static final String READ_ONLY = "25006";

    private volatile @Nullable HikariDataSource pool;

    /**
     * A pool over the configuration, which lets go of all of its connections as soon as one of them leads to such a
     * server.
     */
    static HikariDataSource pool(HikariConfig config) {
        FailoverDetection failover = new FailoverDetection();
        config.setExceptionOverride(failover);
        HikariDataSource pool = new HikariDataSource(config);
        failover.pool = pool;
        return pool;
    }

    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        if (!isReadOnly(failure)) {
            return Override.CONTINUE_EVICT;
        }
        HikariDataSource stale = pool;
        if (stale != null) {
            stale.getHikariPoolMXBean().softEvictConnections();
        }
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
