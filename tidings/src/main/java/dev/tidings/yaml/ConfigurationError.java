package dev.tidings.yaml;

import java.nio.file.Path;
import java.util.Comparator;

/**
 * Something wrong in a file, and what to do about it.
 *
 * @param line counted from 1; 0 if it is about the whole file
 */
record ConfigurationError(Path file, int line, String text) {
    static final Comparator<ConfigurationError> BY_POSITION =
            Comparator.comparing(ConfigurationError::file).thenComparingInt(ConfigurationError::line);

    /** One line, whatever the file holds. */
    @Override
    public String toString() {
        String place = line == 0 ? file.toString() : file + ":" + line;
        return place + ": " + text.replace("\n", "\\n").replaceAll("\\p{Cc}", "?");
    }
}
