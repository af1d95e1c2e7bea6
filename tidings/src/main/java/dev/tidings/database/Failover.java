package dev.tidings.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/**
 * What to make of a server that takes no changes any more, since another one has become the primary: its connections are let
 * go of, and it counts as away, so that what failed there is tried again where the database's URL leads by then.
 */
final class Failover implements SQLExceptionOverride {
    /** {@code read_only_sql_transaction} (PostgreSQL's Appendix A). */
    private static final String READ_ONLY = "25006";

    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        return isRefusal(failure) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }

    /** Spring's own, but for this one failure. */
    static SQLExceptionTranslator translator() {
        SQLExceptionSubclassTranslator translator = new SQLExceptionSubclassTranslator();
        translator.setCustomTranslator((task, sql, failure) -> isRefusal(failure)
                ? new DataAccessResourceFailureException("The database server takes no changes: " + task, failure)
                : null);
        return translator;
    }

    private static boolean isRefusal(SQLException failure) {
        return READ_ONLY.equals(failure.getSQLState());
    }
}
