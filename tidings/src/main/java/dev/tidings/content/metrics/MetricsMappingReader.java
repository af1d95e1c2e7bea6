package dev.tidings.content.metrics;

import dev.tidings.content.metrics.MetricsMapping.Column;
import dev.tidings.content.metrics.MetricsMapping.UserCreation;
import dev.tidings.core.EmailAddress;
import dev.tidings.yaml.ValueParser;
import dev.tidings.yaml.YamlSection;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a {@link MetricsMapping} from YAML. */
final class MetricsMappingReader {
    private static final ValueParser<DateTimeFormatter> DATE_FORMAT =
            ValueParser.of("a date format", "M/d/yyyy", MetricsMappingReader::dateFormat);

    private static final ValueParser<String> DOMAIN = ValueParser.of("a domain", "example.com", domain -> {
        return new EmailAddress("user@" + domain).domain();
    });

    private static final ValueParser<ZoneId> ZONE =
            ValueParser.oneOf(ZoneId.getAvailableZoneIds(), "a zone of the tz database", "Europe/Paris", ZoneId::of);

    private MetricsMappingReader() {}

    static MetricsMapping read(YamlSection file) {
        List<Column> metrics = file.sections("metrics").stream()
                .map(metric -> new Column(
                        metric.required("key", ValueParser.TEXT), metric.required("column", ValueParser.TEXT)))
                .toList();
        if (metrics.isEmpty()) {
            file.reportError("metrics", "is empty: give a list of \"{ key: ..., column: ... }\"");
        }
        return new MetricsMapping(
                file.required("account", ValueParser.TEXT),
                file.required("date", ValueParser.TEXT),
                file.required("date-format", DATE_FORMAT),
                file.optional("source", ValueParser.TEXT, ""),
                metrics,
                userCreation(file.optionalSection("create-users")));
    }

    private static @Nullable UserCreation userCreation(@Nullable YamlSection section) {
        if (section == null) {
            return null;
        }
        return new UserCreation(
                section.required("id", ValueParser.TEXT),
                section.required("email-domain", DOMAIN),
                section.required("opt-in", ValueParser.FLAG),
                section.optional("time-zone", ZONE));
    }

    /** Strict: February 30 is an error. With a default era, the strict resolver accepts "yyyy". */
    private static DateTimeFormatter dateFormat(String pattern) {
        return new DateTimeFormatterBuilder()
                .appendPattern(pattern)
                .parseDefaulting(ChronoField.ERA, 1)
                .toFormatter(Locale.US)
                .withResolverStyle(ResolverStyle.STRICT);
    }
}
