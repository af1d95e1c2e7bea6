package dev.tidings.command;

import dev.tidings.audience.UnknownUser;
import dev.tidings.bulk.FileRefused;
import dev.tidings.database.UnusableDataFolder;
import dev.tidings.database.UnusableDatabase;
import dev.tidings.digest.UnknownDigest;
import dev.tidings.edition.EditionNotReadable;
import dev.tidings.edition.PeriodRefused;
import dev.tidings.edition.RetryRefused;
import dev.tidings.instance.NotAdopted;
import dev.tidings.recommender.UnknownModelVersion;
import dev.tidings.scraping.SourceBusy;
import dev.tidings.scraping.UnknownSource;
import dev.tidings.settings.SettingsErrors;
import dev.tidings.simulation.SimulationStopped;
import dev.tidings.yaml.ConfigurationErrors;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.springframework.boot.web.server.PortInUseException;

/**
 * Recognizes failures caused by the operator's input and returns their message, which says what to fix. They need no
 * stack trace.
 */
final class OperatorErrors {
    private OperatorErrors() {}

    /** Returns the message for the operator, if the failure is of that kind. */
    static Optional<String> message(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SettingsErrors
                    || cause instanceof ConfigurationErrors
                    || cause instanceof NoSuchFile
                    || cause instanceof FileRefused
                    || cause instanceof UnknownDigest
                    || cause instanceof UnknownModelVersion
                    || cause instanceof UnknownSource
                    || cause instanceof SourceBusy
                    || cause instanceof UnknownUser
                    || cause instanceof NotAdopted
                    || cause instanceof EditionNotReadable
                    || cause instanceof PeriodRefused
                    || cause instanceof RetryRefused
                    || cause instanceof SimulationStopped
                    || cause instanceof UnusableDataFolder
                    || cause instanceof UnusableDatabase) {
                return Optional.ofNullable(cause.getMessage());
            }
            if (cause instanceof PortInUseException taken) {
                return Optional.of("Another program listens on port " + taken.getPort()
                        + ": stop it, or set TIDINGS_PORT to another port");
            }
            Optional<String> refusal = cause instanceof SQLException sql ? databaseMessage(sql) : Optional.empty();
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the message for a class of SQL states (PostgreSQL, Appendix A). The program's migrations raise P0001.
     */
    private static Optional<String> databaseMessage(SQLException refusal) {
        String state = Objects.requireNonNullElse(refusal.getSQLState(), "");
        String message =
                String.valueOf(refusal.getMessage()).lines().findFirst().orElse("");
        if (state.startsWith("08")) {
            return Optional.of("The database cannot be reached: " + message);
        }
        if (state.startsWith("28")) {
            return Optional.of("The database refuses the sign-in: " + message);
        }
        if (state.equals("53300")) {
            return Optional.of("The database takes no more connections: " + message);
        }
        return state.equals("P0001") ? Optional.of(message.replaceFirst("^ERROR: ", "")) : Optional.empty();
    }
}
