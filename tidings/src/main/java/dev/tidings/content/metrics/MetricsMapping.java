package dev.tidings.content.metrics;

import dev.tidings.yaml.YamlReader;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Assigns meanings to the columns of a wide CSV file, as other programs export it.
 *
 * @param account the column with the account's id
 * @param date the column with the day
 * @param dateFormat how the day is written
 * @param source the {@code source_name} of every row
 * @param metrics the columns to import; other columns are ignored
 * @param users how to create users that do not exist yet, or null to create none
 */
public record MetricsMapping(
        String account,
        String date,
        DateTimeFormatter dateFormat,
        String source,
        List<Column> metrics,
        @Nullable UserCreation users) {

    /** @param key the metric's name in {@code daily_metric.data} */
    public record Column(String key, String column) {}

    /**
     * @param column the column with the user's id
     * @param emailDomain what follows {@code ID@} in the new user's address
     */
    public record UserCreation(
            String column,
            String emailDomain,
            boolean optIn,
            @Nullable ZoneId timeZone) {}

    /** @throws dev.tidings.yaml.ConfigurationErrors with all errors of the file, by line and key */
    public static MetricsMapping read(Path file) {
        YamlReader reader = new YamlReader();
        MetricsMapping mapping = reader.read(file, MetricsMappingReader::read);
        reader.throwIfInvalid();
        return Objects.requireNonNull(mapping);
    }

    LocalDate day(String text) {
        return LocalDate.parse(text, dateFormat);
    }
}
