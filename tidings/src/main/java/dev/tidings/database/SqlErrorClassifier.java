package dev.tidings.database;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.dao.UncategorizedDataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Classifies database errors by SQLSTATE (PostgreSQL, Appendix A): whether the database refuses these rows, or cannot
 * do the work now whatever the rows are.
 *
 * <p>Unknown states count as the latter. A refused row is parked, which an operator must resolve; work that waits is
 * done as soon as the cause is gone.
 */
public final class SqlErrorClassifier {
    /**
     * The classes of refused rows: constraints, values, and errors raised by triggers and the functions that they
     * call. Class 42 is not among them: a missing table or privilege concerns every row, until someone restores it.
     */
    private static final Set<String> ROW_CLASSES = Set.of(
            "09", // triggered action exception
            "0Z", // diagnostics exception: an error handler of a function
            "10", // XQuery error
            "20", // case not found
            "21", // cardinality violation
            "22", // data exception
            "23", // integrity constraint violation
            "27", // triggered data change violation
            "2F", // SQL routine exception
            "38", // external routine exception: raised by a function in another language
            "39", // external routine invocation exception
            "44", // with check option violation
            "54", // program limit exceeded: a value too long for an index, a statement too large
            "P0"); // PL/pgSQL error: raised by a trigger

    /** States after which a transaction may have been committed although its answer was lost. */
    private static final Set<String> CONNECTION_STATES = Set.of("57P01", "57P02", "57P03");

    private static final int CLASS_LENGTH = 2;

    private SqlErrorClassifier() {}

    private enum ErrorScope {
        ROWS,
        SERVER
    }

    /** Whether the database refuses the rows: the same rows would be refused again, and others may be accepted. */
    public static boolean refusesRows(Throwable failure) {
        return scope(failure) == ErrorScope.ROWS;
    }

    /**
     * Whether the database cannot do the work now: it is unreachable, locked, read-only, full, shutting down, or in
     * a state that is unknown here. The same work may succeed later.
     */
    public static boolean isUnavailable(Throwable failure) {
        return scope(failure) == ErrorScope.SERVER;
    }

    /** Whether the transaction may have been committed nevertheless, because the connection was lost. */
    public static boolean mayBeCommitted(Throwable failure) {
        if (!isUnavailable(failure)) {
            return false;
        }
        String state = sqlState(failure);
        return state == null || state.startsWith("08") || CONNECTION_STATES.contains(state);
    }

    private static @Nullable ErrorScope scope(Throwable failure) {
        String state = sqlState(failure);
        if (state != null) {
            return ROW_CLASSES.contains(state.substring(0, CLASS_LENGTH)) ? ErrorScope.ROWS : ErrorScope.SERVER;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DataIntegrityViolationException) {
                return ErrorScope.ROWS;
            }
            if (cause instanceof SQLException
                    || cause instanceof NonTransientDataAccessResourceException
                    || cause instanceof TransientDataAccessException
                    || cause instanceof RecoverableDataAccessException
                    || cause instanceof UncategorizedDataAccessException
                    || cause instanceof TransactionException) {
                return ErrorScope.SERVER;
            }
        }
        return null;
    }

    private static @Nullable String sqlState(Throwable failure) {
        SQLException error = sqlException(failure);
        return error == null ? null : error.getSQLState();
    }

    /** The first error of the cause chain that has a state; null if there is none. */
    static @Nullable SQLException sqlException(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && sql.getSQLState().length() >= CLASS_LENGTH) {
                return sql;
            }
        }
        return null;
    }
}
