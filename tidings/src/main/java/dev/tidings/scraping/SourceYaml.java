package dev.tidings.scraping;

import dev.tidings.scraping.Source.SourceKind;
import dev.tidings.scraping.reading.ItemField;
import dev.tidings.scraping.reading.SourceGuess;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the YAML of a drafted source. */
final class SourceYaml {
    private SourceYaml() {}

    /**
     * @param guess the places; null if the kind needs none
     * @param linkHeader whether the server names the next page in its {@code Link} header
     */
    static String write(URI url, SourceKind kind, @Nullable SourceGuess guess, boolean linkHeader) {
        StringBuilder yaml = new StringBuilder();
        yaml.append("# Drafted from ")
                .append(url)
                .append(": correct it, try it with bin/tidings scrape NAME --dry-run,\n")
                .append("# then remove the line \"enabled\".\n");
        line(yaml, "kind", kind.name().toLowerCase(Locale.ROOT));
        line(yaml, "url", quoted(url.toString()));
        line(yaml, "enabled", "false");
        line(yaml, "interval", "6h");
        if (guess != null) {
            optional(yaml, "items", guess.items());
            optional(yaml, "next", linkHeader ? Source.LINK_HEADER : guess.next());
            section(yaml, "fields", guess.fields());
            section(yaml, "find", guess.find());
        }
        yaml.append("# zone: Europe/Berlin        the zone of times without one\n")
                .append("# date-order: month-first    for dates such as 11/30/2026\n");
        return yaml.toString();
    }

    private static void optional(StringBuilder yaml, String key, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            line(yaml, key, quoted(value));
        }
    }

    private static void section(StringBuilder yaml, String key, Map<ItemField, String> fields) {
        if (!fields.isEmpty()) {
            yaml.append(key).append(":\n");
            fields.forEach((field, place) -> line(yaml, "  " + field.key(), quoted(place)));
        }
    }

    private static void line(StringBuilder yaml, String key, String value) {
        yaml.append(key).append(": ").append(value).append('\n');
    }

    /** A text in single quotes, in which YAML has no escapes but the doubled quote. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
