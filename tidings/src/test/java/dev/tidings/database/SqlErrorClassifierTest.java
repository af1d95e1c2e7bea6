package dev.tidings.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;
import org.springframework.transaction.CannotCreateTransactionException;

class SqlErrorClassifierTest {
    /** Every class of Appendix A of PostgreSQL's manual, with several codes where Tidings can meet several. */
    private static final String STATES = """
            00000 | held    | successful completion: no error
            01000 | held    | warning: no error
            02000 | held    | no data: no error
            03000 | held    | SQL statement not yet complete
            08000 | held    | connection exception
            08001 | held    | connection refused
            08006 | held    | connection lost
            08007 | held    | transaction resolution unknown
            08P01 | held    | protocol violation: a broken connection pooler
            09000 | refused | triggered action exception
            0A000 | held    | feature not supported: a cached plan after a table was altered
            0B000 | held    | invalid transaction initiation
            0F000 | held    | locator exception
            0L000 | held    | invalid grantor
            0P000 | held    | invalid role specification
            0Z000 | refused | diagnostics exception
            10608 | refused | invalid argument for XQuery
            20000 | refused | case not found
            21000 | refused | cardinality violation
            22001 | refused | string data, right truncation
            22021 | refused | character not in repertoire
            22P02 | refused | invalid text representation
            23502 | refused | not-null violation
            23503 | refused | foreign key violation
            23505 | refused | unique violation
            23514 | refused | check violation
            23P01 | refused | exclusion violation
            24000 | held    | invalid cursor state
            25006 | held    | read-only transaction
            25P02 | held    | in failed transaction
            25P03 | held    | idle-in-transaction timeout
            25P04 | held    | transaction timeout
            26000 | held    | prepared statement does not exist: lost behind a connection pooler
            27000 | refused | triggered data change violation
            28P01 | held    | invalid password
            2B000 | held    | dependent privilege descriptors
            2D000 | held    | invalid transaction termination
            2F005 | refused | function executed no return statement
            34000 | held    | invalid cursor name
            38000 | refused | external routine exception
            39P01 | refused | trigger protocol violated
            3B001 | held    | invalid savepoint
            3D000 | held    | database does not exist
            3F000 | held    | schema does not exist
            40001 | held    | serialization failure
            40002 | held    | transaction integrity constraint violation
            40003 | held    | statement completion unknown
            40P01 | held    | deadlock
            42501 | held    | insufficient privilege
            42601 | held    | syntax error
            42703 | held    | column does not exist
            42P01 | held    | table does not exist
            44000 | refused | with check option violation
            53000 | held    | insufficient resources
            53100 | held    | disk full
            53200 | held    | out of memory
            53300 | held    | too many connections
            53400 | held    | configuration limit exceeded
            54000 | refused | program limit exceeded: a value too long for an index
            54001 | refused | statement too complex
            55000 | held    | object not in prerequisite state
            55006 | held    | object in use
            55P03 | held    | lock timeout
            57000 | held    | operator intervention
            57014 | held    | statement timeout, or cancelled by an administrator
            57P01 | held    | terminated by an administrator
            57P02 | held    | crash of another server process
            57P03 | held    | starting up or shutting down
            57P05 | held    | idle session timeout
            58030 | held    | I/O error
            58P01 | held    | undefined file
            72000 | held    | snapshot too old
            F0000 | held    | configuration file error
            HV000 | held    | foreign data wrapper error
            P0001 | refused | raised by a trigger
            P0002 | refused | no data found
            P0004 | refused | assertion failed
            XX000 | held    | internal error
            XX001 | held    | data corrupted
            XX002 | held    | index corrupted
            99999 | held    | unexpected error of the driver
            ZZ001 | held    | a code of no class
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = STATES)
    void sqlStateDistinguishesRefusedRowsFromAnUnavailableDatabase(String state, String expected, String meaning) {
        SQLException error = new SQLException(meaning, state);
        RuntimeException translated = new SQLStateSQLExceptionTranslator().translate("settle", null, error);

        for (Throwable failure : new Throwable[] {
            error,
            translated == null ? error : translated,
            new UncategorizedSQLException("settle", null, error),
            new IllegalStateException(error)
        }) {
            assertThat(SqlErrorClassifier.refusesRows(failure)).isEqualTo(expected.equals("refused"));
            assertThat(SqlErrorClassifier.isUnavailable(failure)).isEqualTo(expected.equals("held"));
        }
    }

    @Test
    void anErrorWithoutAStateIsClassifiedByItsType() {
        SQLException noConnection = new SQLTransientConnectionException("pool exhausted");

        assertThat(SqlErrorClassifier.isUnavailable(new CannotGetJdbcConnectionException("none", noConnection)))
                .isTrue();
        assertThat(SqlErrorClassifier.isUnavailable(new CannotCreateTransactionException("none", noConnection)))
                .isTrue();
        assertThat(SqlErrorClassifier.isUnavailable(noConnection)).isTrue();
        assertThat(SqlErrorClassifier.refusesRows(new DuplicateKeyException("twice")))
                .isTrue();
    }

    @Test
    void aProgrammingErrorIsNeither() {
        for (RuntimeException mistake :
                new RuntimeException[] {new IllegalStateException("mistake"), new EmptyResultDataAccessException(1)}) {
            assertThat(SqlErrorClassifier.refusesRows(mistake)).isFalse();
            assertThat(SqlErrorClassifier.isUnavailable(mistake)).isFalse();
        }
    }

    @Test
    void onlyALostConnectionLeavesACommitUncertain() {
        assertThat(SqlErrorClassifier.mayBeCommitted(new SQLException("connection lost", "08006")))
                .isTrue();
        assertThat(SqlErrorClassifier.mayBeCommitted(new SQLException("crash", "57P02")))
                .isTrue();
        assertThat(SqlErrorClassifier.mayBeCommitted(new SQLException("lock timeout", "55P03")))
                .isFalse();
        assertThat(SqlErrorClassifier.mayBeCommitted(new SQLException("unique", "23505")))
                .isFalse();
    }
}
