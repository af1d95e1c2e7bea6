package dev.tidings.bulk;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The format of an imported file. */
public enum ImportFormat {
    /** A header line, then one record per row (RFC 4180). */
    CSV,
    /** One JSON object per line. */
    NDJSON;

    /** The format by file extension, ignoring {@code .gz}; null if the extension is unknown. */
    public static @Nullable ImportFormat of(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        if (name.endsWith(".csv")) {
            return CSV;
        }
        return name.endsWith(".ndjson") || name.endsWith(".jsonl") ? NDJSON : null;
    }
}
