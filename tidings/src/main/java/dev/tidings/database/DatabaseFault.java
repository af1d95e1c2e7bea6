package dev.tidings.database;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Why the database, or the machine, cannot do something now, in words for operators. */
public enum DatabaseFault {
    OUT_OF_FILES("this process has too many open files: raise its limit (ulimit -n, LimitNOFILE)"),
    OUT_OF_CONNECTIONS("the database server takes no more connections (too many clients): raise max_connections, or"
            + " lower TIDINGS_CONNECTIONS"),
    POOL_EXHAUSTED("all connections of this node for this use are taken (TIDINGS_CONNECTIONS)"),
    REFUSED("nothing listens at the database's address (connection refused)"),
    UNKNOWN_HOST("the database's host name cannot be resolved"),
    SIGN_IN("the database refuses the sign-in"),
    STARTING("the database server is starting up or shutting down"),
    READ_ONLY("the database server takes no changes (read-only)"),
    LOCKED("another session holds a lock that this statement waited for too long"),
    CONFLICT("another transaction changed the same rows"),
    CANCELED("the statement took too long and was cancelled"),
    TIMEOUT("the database does not answer in time"),
    DISK_FULL("the disk of the database server is full"),
    UNREACHABLE("there is no connection to the database"),
    OTHER("the database cannot do this now");

    private static final int MAX_DEPTH = 20;

    private final String words;

    DatabaseFault(String words) {
        this.words = words;
    }

    /** What is wrong, and what to do. */
    public String words() {
        return words;
    }

    /** Whether the database works, and only this statement or this use has to wait: worth another try in seconds. */
    public boolean isBusy() {
        return switch (this) {
            case POOL_EXHAUSTED, LOCKED, CONFLICT, CANCELED -> true;
            default -> false;
        };
    }

    /** Seconds after which a client may try again, for {@code Retry-After}. */
    public String retryAfter() {
        return isBusy() ? "5" : "60";
    }

    /** The fault that explains a failure; null if it is none of them. The innermost cause knows most. */
    public static @Nullable DatabaseFault of(Throwable failure) {
        DatabaseFault found = null;
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++, cause = cause.getCause()) {
            DatabaseFault fault = ofOne(cause);
            if (fault == OUT_OF_FILES) {
                return fault;
            }
            if (fault != null && (fault != UNREACHABLE || found == null)) {
                found = fault;
            }
        }
        return found == null && isOther(failure) ? OTHER : found;
    }

    /** Class 42 is a missing table, column or privilege: a defect, or a changed schema. Waiting does not help. */
    private static boolean isOther(Throwable failure) {
        SQLException error = SqlErrorClassifier.sqlException(failure);
        boolean schema = error != null && error.getSQLState().startsWith("42");
        return !schema && SqlErrorClassifier.isUnavailable(failure);
    }

    /**
     * The fault in words, with the innermost cause where the words alone say little. For other
     * failures, the SQLSTATE and the first line of its message: the lines after it can quote a row.
     */
    public static String describe(Throwable failure) {
        DatabaseFault fault = of(failure);
        if (fault != null && fault != UNREACHABLE && fault != OTHER) {
            return fault.words();
        }
        Throwable cause = innermost(failure);
        if (fault == UNREACHABLE) {
            return fault.words() + " (" + firstLine(cause) + ")";
        }
        SQLException error = SqlErrorClassifier.sqlException(failure);
        return error == null
                ? cause.getClass().getSimpleName() + ": " + firstLine(cause)
                : error.getSQLState() + " " + firstLine(error);
    }

    private static Throwable innermost(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause.getCause() != null && depth < MAX_DEPTH; depth++) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String firstLine(Throwable cause) {
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }

    private static @Nullable DatabaseFault ofOne(Throwable cause) {
        String message = message(cause).toLowerCase(Locale.ROOT);
        if (message.contains("too many open files")) {
            return OUT_OF_FILES;
        }
        return switch (cause) {
            case ConnectException refused -> REFUSED;
            case UnknownHostException unknown -> UNKNOWN_HOST;
            case SocketTimeoutException late -> TIMEOUT;
            case TimeoutException late -> TIMEOUT;
            case SQLTransientConnectionException none -> ofPool(none);
            case SQLException sql when sql.getSQLState() != null -> ofState(sql.getSQLState());
            default -> null;
        };
    }

    /** Without a free connection, the pool names why the last attempt to open one failed, if it failed. */
    private static DatabaseFault ofPool(SQLTransientConnectionException none) {
        if (none.getCause() != null) {
            return UNREACHABLE;
        }
        return message(none).contains("(total=0,") ? TIMEOUT : POOL_EXHAUSTED;
    }

    private static String message(Throwable cause) {
        String message = cause instanceof FileSystemException file ? file.getReason() : cause.getMessage();
        return message == null ? "" : message;
    }

    private static @Nullable DatabaseFault ofState(String state) {
        return switch (state) {
            case "53300", "53400" -> OUT_OF_CONNECTIONS;
            case "53100" -> DISK_FULL;
            case "55P03" -> LOCKED;
            case "57014" -> CANCELED;
            case "57P03" -> STARTING;
            case "25006" -> READ_ONLY;
            default -> {
                if (state.startsWith("28")) {
                    yield SIGN_IN;
                }
                if (state.startsWith("40")) {
                    yield CONFLICT;
                }
                yield state.startsWith("08") || state.startsWith("57P") ? UNREACHABLE : null;
            }
        };
    }
}
