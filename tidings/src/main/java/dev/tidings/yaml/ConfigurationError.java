package dev.tidings.yaml;

import java.nio.file.Path;
import java.util.Comparator;

/**
 * An error in a configuration file, with advice.
 *
 * @param line counted from 1; 0 if it is about the whole file
 */
record ConfigurationError(Path file, int line, String text) {
    static final Comparator<ConfigurationError> BY_POSITION =
            Comparator.comparing(ConfigurationError::file).thenComparingInt(ConfigurationError::line);

    /** One line without control characters. */
    @Override
    public String toString() {
        String position = line == 0 ? file.toString() : file + ":" + line;
        return position + ": " + text.replace("\n", "\\n").replaceAll("\\p{Cc}", "?");
    }
}
