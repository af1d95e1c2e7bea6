package dev.tidings.command;

import dev.tidings.bulk.FileRefused;
import dev.tidings.digest.UnknownDigest;
import dev.tidings.edition.UnknownUser;
import dev.tidings.settings.SettingsErrors;
import dev.tidings.yaml.ConfigurationErrors;
import java.sql.SQLException;
import java.util.Optional;

/** Failures whose cause lies with what the operator gave, in lines that say what to mend; no stack trace helps there. */
final class StartRefusal {
    private StartRefusal() {}

    /** What to tell the operator, if the failure is of that kind. */
    static Optional<String> lines(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SettingsErrors
                    || cause instanceof ConfigurationErrors
                    || cause instanceof NoSuchFile
                    || cause instanceof FileRefused
                    || cause instanceof UnknownDigest
                    || cause instanceof UnknownUser) {
                return Optional.ofNullable(cause.getMessage());
            }
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && sql.getSQLState().startsWith("08")) {
                return Optional.of("The database cannot be reached: " + sql.getMessage());
            }
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && sql.getSQLState().startsWith("28")) {
                return Optional.of("The database refuses the sign-in: " + sql.getMessage());
            }
        }
        return Optional.empty();
    }
}
