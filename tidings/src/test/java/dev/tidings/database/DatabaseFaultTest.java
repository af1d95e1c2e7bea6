package dev.tidings.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

class DatabaseFaultTest {
    @ParameterizedTest
    @CsvSource({
        "53300, OUT_OF_CONNECTIONS",
        "53100, DISK_FULL",
        "28P01, SIGN_IN",
        "28000, SIGN_IN",
        "57P03, STARTING",
        "57P01, UNREACHABLE",
        "08006, UNREACHABLE",
        "25006, READ_ONLY",
        "40001, CONFLICT",
        "40P01, CONFLICT",
        "55P03, LOCKED",
        "57014, CANCELED"
    })
    void sqlStateDeterminesTheFault(String state, DatabaseFault fault) {
        assertThat(DatabaseFault.of(new IllegalStateException(new SQLException("error", state))))
                .isEqualTo(fault);
    }

    @Test
    void theInnermostCauseDeterminesTheFault() {
        assertThat(connecting(new ConnectException("Connection refused"))).isEqualTo(DatabaseFault.REFUSED);
        assertThat(connecting(new SocketTimeoutException("Read timed out"))).isEqualTo(DatabaseFault.TIMEOUT);
        assertThat(connecting(new SQLException("sorry, too many clients already", "53300")))
                .isEqualTo(DatabaseFault.OUT_OF_CONNECTIONS);
    }

    @Test
    void tooManyOpenFilesIsRecognizedForSocketsAndFiles() {
        assertThat(connecting(new SocketException("Too many open files"))).isEqualTo(DatabaseFault.OUT_OF_FILES);
        assertThat(DatabaseFault.of(new FileSystemException("/data/instance.new", null, "Too many open files")))
                .isEqualTo(DatabaseFault.OUT_OF_FILES);
    }

    @Test
    void aPoolWithoutAFreeConnectionIsBusy() {
        DatabaseFault fault = DatabaseFault.of(new CannotGetJdbcConnectionException(
                "none", new SQLTransientConnectionException("timed out after 3000ms (total=4, active=4, idle=0)")));

        assertThat(fault).isEqualTo(DatabaseFault.POOL_EXHAUSTED);
        assertThat(fault.isBusy()).isTrue();
    }

    @Test
    void aPoolThatCannotConnectIsNotReportedAsExhausted() {
        SQLException refusal = new SQLException("FATAL: database is not currently accepting connections", "55000");

        assertThat(connecting(refusal)).isEqualTo(DatabaseFault.UNREACHABLE);
        assertThat(DatabaseFault.describe(new SQLTransientConnectionException("timed out", "55000", refusal)))
                .isEqualTo("there is no connection to the database"
                        + " (FATAL: database is not currently accepting connections)");
        assertThat(DatabaseFault.of(new SQLTransientConnectionException("timed out (total=0, active=0, idle=0)")))
                .isEqualTo(DatabaseFault.TIMEOUT);
    }

    @Test
    void otherExceptionsAreNotDatabaseFaults() {
        assertThat(DatabaseFault.of(new IllegalStateException("mistake"))).isNull();
        assertThat(DatabaseFault.of(new SQLException("unique", "23505"))).isNull();
    }

    @Test
    void descriptionOfAnotherErrorHasItsSqlStateButNoRowData() {
        SQLException error = new SQLException("ERROR: duplicate key\n  Detail: Key (email)=(a@b.c)", "23505");

        assertThat(DatabaseFault.describe(new IllegalStateException(error))).isEqualTo("23505 ERROR: duplicate key");
        assertThat(DatabaseFault.describe(new IllegalStateException("mistake\nwith more")))
                .isEqualTo("IllegalStateException: mistake");
    }

    /** Wraps the cause as the connection pool does. */
    private static DatabaseFault connecting(Exception cause) {
        SQLException attempt = cause instanceof SQLException sql
                ? sql
                : new SQLException("The connection attempt failed.", "08001", cause);
        DatabaseFault fault = DatabaseFault.of(new CannotGetJdbcConnectionException(
                "none", new SQLTransientConnectionException("request timed out", "08001", attempt)));
        return java.util.Objects.requireNonNull(fault);
    }
}
