package dev.tidings.content.metrics;

import dev.tidings.content.metrics.MetricsMapping.Column;
import dev.tidings.content.metrics.MetricsMapping.UserCreation;
import dev.tidings.core.EmailAddress;
import dev.tidings.yaml.Form;
import dev.tidings.yaml.Section;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The YAML form of a {@link MetricsMapping}. */
final class MappingReader {
    private static final Form<DateTimeFormatter> DATE_FORMAT =
            Form.of("a date format", "M/d/yyyy", MappingReader::dateFormat);

    private static final Form<String> DOMAIN = Form.of("a domain", "example.com", domain -> {
        return new EmailAddress("user@" + domain).domain();
    });

    private static final Form<ZoneId> ZONE =
            Form.among(ZoneId.getAvailableZoneIds(), "a zone of the tz database", "Europe/Paris", ZoneId::of);

    private MappingReader() {}

    static MetricsMapping mapping(Section file) {
        List<Column> metrics = file.sections("metrics").stream()
                .map(metric -> new Column(metric.required("key", Form.TEXT), metric.required("column", Form.TEXT)))
                .toList();
        if (metrics.isEmpty()) {
            file.mistake("metrics", "is empty: give a list of \"{ key: ..., column: ... }\"");
        }
        return new MetricsMapping(
                file.required("account", Form.TEXT),
                file.required("date", Form.TEXT),
                file.required("date-format", DATE_FORMAT),
                file.optional("source", Form.TEXT, ""),
                metrics,
                users(file.optionalSection("create-users")));
    }

    private static @Nullable UserCreation users(@Nullable Section section) {
        if (section == null) {
            return null;
        }
        return new UserCreation(
                section.required("id", Form.TEXT),
                section.required("email-domain", DOMAIN),
                section.required("opt-in", Form.FLAG),
                section.optional("time-zone", ZONE));
    }

    /** Strict, so that the 30th of February is a mistake; years of the common era, so that "yyyy" may be strict. */
    private static DateTimeFormatter dateFormat(String pattern) {
        return new DateTimeFormatterBuilder()
                .appendPattern(pattern)
                .parseDefaulting(ChronoField.ERA, 1)
                .toFormatter(Locale.US)
                .withResolverStyle(ResolverStyle.STRICT);
    }
}
