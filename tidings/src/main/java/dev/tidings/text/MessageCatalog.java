package dev.tidings.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;

/**
 * All texts that readers see, in one language. A message is a pattern in a subset of ICU MessageFormat, compiled
 * once; a key that begins with {@code date.} is a pattern of {@link DateTimeFormatter} instead. Immutable.
 */
public final class MessageCatalog {
    private static final String DATE = "date.";

    private final Map<String, MessagePattern> messages = new HashMap<>();
    private final Map<String, DateTimeFormatter> dates = new HashMap<>();

    /**
     * @param locale of the catalog's language, for names of months and weekdays
     * @throws IllegalArgumentException if a pattern cannot be compiled; the message names its key
     */
    MessageCatalog(Locale locale, Map<String, String> patterns) {
        patterns.forEach((key, pattern) -> {
            if (key.startsWith(DATE)) {
                dates.put(key, DateTimeFormatter.ofPattern(pattern, locale));
            } else {
                messages.put(key, MessagePattern.compile(key, pattern));
            }
        });
    }

    /** Reads {@code messages/messages.properties}, which comes with the program. */
    public static MessageCatalog english() {
        Properties patterns = new Properties();
        try (InputStream file = MessageCatalog.class.getResourceAsStream("/messages/messages.properties");
                Reader text = new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8)) {
            patterns.load(text);
        } catch (IOException e) {
            throw new UncheckedIOException("The message catalog cannot be read", e);
        }
        Map<String, String> byKey = new HashMap<>();
        patterns.stringPropertyNames().forEach(key -> byKey.put(key, patterns.getProperty(key)));
        return new MessageCatalog(Locale.US, byKey);
    }

    /**
     * The message, with its arguments filled in: {@code text("metrics.change.percent", "percent", "12%")}.
     *
     * @param arguments names and values in turn. A value is the text to insert, the keyword that a {@code
     *     select} chooses by, or the whole number that a {@code plural} counts.
     * @throws IllegalArgumentException if there is no such message, or one of its arguments is missing
     */
    public String text(String key, Object... arguments) {
        return require(key).format(arguments);
    }

    /**
     * Formats a day or a time with the date pattern {@code key}.
     *
     * @throws IllegalArgumentException if there is no such pattern
     * @throws java.time.DateTimeException if the pattern has fields that the value lacks
     */
    public String date(String key, TemporalAccessor value) {
        DateTimeFormatter format = dates.get(key);
        if (format == null) {
            throw new IllegalArgumentException("There is no date pattern " + key);
        }
        return format.format(value);
    }

    /**
     * The message as a Mustache template: each argument becomes the field of the same name. A choice can
     * only ask whether a field is empty: {@code {unit, select, none {...} other {...}}}.
     *
     * @throws IllegalArgumentException if there is no such message, or it chooses by anything else
     */
    public String asTemplate(String key) {
        return require(key).asTemplate();
    }

    public boolean contains(String key) {
        return messages.containsKey(key) || dates.containsKey(key);
    }

    /** The names of the message's arguments; none for a date pattern. */
    Set<String> arguments(String key) {
        return dates.containsKey(key) ? Set.of() : require(key).arguments();
    }

    private MessagePattern require(String key) {
        MessagePattern message = messages.get(key);
        if (message == null) {
            throw new IllegalArgumentException("There is no message " + key);
        }
        return message;
    }
}
