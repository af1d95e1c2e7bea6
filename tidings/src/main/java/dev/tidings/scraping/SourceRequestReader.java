package dev.tidings.scraping;

import dev.tidings.core.Secret;
import dev.tidings.scraping.Source.SourceKind;
import dev.tidings.scraping.web.RequestContent;
import dev.tidings.yaml.ValueParser;
import dev.tidings.yaml.YamlSection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the headers and the body of a source's requests. */
final class SourceRequestReader {
    /** Headers that the program sets: the connection's, the conditions', and its own name. */
    private static final Set<String> RESERVED = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "if-modified-since",
            "if-none-match",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "user-agent");

    private SourceRequestReader() {}

    static RequestContent read(SourceKind kind, YamlSection file, SourceVariables variables) {
        return new RequestContent(headers(file.optionalSection("headers"), variables), body(kind, file, variables));
    }

    private static Map<String, Secret> headers(@Nullable YamlSection section, SourceVariables variables) {
        Map<String, Secret> headers = new LinkedHashMap<>();
        if (section == null) {
            return headers;
        }
        for (String name : section.keys()) {
            String text = section.optional(name, ValueParser.TEXT);
            if (!name.matches("[A-Za-z0-9-]{1,64}")) {
                section.reportError(name, "is not the name of a header: use letters, digits and dashes");
            } else if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
                section.reportError(name, "is set by Tidings: leave it out");
            } else if (text != null) {
                Secret value = variables.resolve(section, name, text);
                if (!value.value().matches("[\\x20-\\x7e]*")) {
                    section.reportError(name, "has a value with a line break or a letter outside of ASCII: correct it");
                }
                headers.put(name, value);
            }
        }
        return headers;
    }

    private static @Nullable Secret body(SourceKind kind, YamlSection file, SourceVariables variables) {
        String text = file.optional("body", SourceParsers.BODY);
        if (text == null) {
            return null;
        }
        if (kind == SourceKind.SITEMAP) {
            file.reportError("body", "has no meaning for this kind of source: leave it out");
        }
        return variables.resolve(file, "body", text);
    }
}
