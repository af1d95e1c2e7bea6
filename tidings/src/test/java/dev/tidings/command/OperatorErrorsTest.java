package dev.tidings.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.settings.SettingsErrors;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.PortInUseException;

class OperatorErrorsTest {
    @Test
    void wrappedSettingsErrorsAreShown() {
        Throwable wrapped = new IllegalStateException(new SettingsErrors(List.of("SMTP_URL is not set", "and more")));
        assertThat(OperatorErrors.message(wrapped))
                .hasValue("SMTP_URL is not set" + System.lineSeparator() + "and more");
    }

    @Test
    void databaseConnectionErrorsAreExplained() {
        assertThat(OperatorErrors.message(new RuntimeException(new SQLException("Connection refused", "08001"))))
                .hasValue("The database cannot be reached: Connection refused");
        assertThat(OperatorErrors.message(new SQLException("FATAL: no", "28P01")))
                .hasValue("The database refuses the sign-in: FATAL: no");
    }

    @Test
    void portInUseIsExplained() {
        assertThat(OperatorErrors.message(new IllegalStateException(new PortInUseException(8080))))
                .hasValue("Another program listens on port 8080: stop it, or set TIDINGS_PORT to another port");
    }

    @Test
    void errorRaisedByAMigrationIsShownWithoutItsContext() {
        SQLException raised = new SQLException("ERROR: Ask an administrator\n  Where: PL/pgSQL function", "P0001");
        assertThat(OperatorErrors.message(raised)).hasValue("Ask an administrator");
    }

    @Test
    void programErrorsHaveNoOperatorMessage() {
        assertThat(OperatorErrors.message(new IllegalStateException("a bug"))).isEmpty();
        assertThat(OperatorErrors.message(new SQLException("syntax error", "42601")))
                .isEmpty();
    }
}
