package dev.tidings.scraping.reading;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.ICalComponent;
import biweekly.component.VEvent;
import biweekly.component.VTodo;
import biweekly.io.TimezoneAssignment;
import biweekly.property.Categories;
import biweekly.property.DateOrDateTimeProperty;
import biweekly.property.ICalProperty;
import biweekly.property.RawProperty;
import biweekly.property.TextProperty;
import biweekly.util.DateTimeComponents;
import biweekly.util.ICalDate;
import dev.tidings.scraping.web.LinkResolver;
import dev.tidings.scraping.web.WebDocument;
import java.net.URI;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events and to-dos of calendars (RFC 5545). The deadline is the due date of a to-do or the start of an
 * event.
 */
public final class CalendarReader implements DocumentReader {
    private final ZoneId zone;
    private final Map<ItemField, String> properties;

    /**
     * @param zone of floating times
     * @param properties overrides of the properties that hold a field
     */
    public CalendarReader(ZoneId zone, Map<ItemField, String> properties) {
        this.zone = zone;
        this.properties = properties;
    }

    @Override
    public ParsedDocument read(WebDocument document) {
        List<ICalendar> calendars = Biweekly.parse(document.text()).all();
        if (calendars.isEmpty()) {
            throw new UnreadableDocument("The document is not a calendar");
        }
        List<ExtractedItem> items = new ArrayList<>();
        for (ICalendar calendar : calendars) {
            List<ICalComponent> components = new ArrayList<>(calendar.getEvents());
            components.addAll(calendar.getTodos());
            components.forEach(entry -> items.add(extract(document.uri(), calendar, entry)));
        }
        return ParsedDocument.of(items);
    }

    private ExtractedItem extract(URI base, ICalendar calendar, ICalComponent entry) {
        ExtractedItem item = new ExtractedItem();
        properties.forEach((field, name) -> item.add(field, value(calendar, entry, name)));
        item.addIfAbsent(ItemField.TITLE, value(calendar, entry, "SUMMARY"));
        item.addIfAbsent(ItemField.URL, resolveUrl(base, value(calendar, entry, "URL")));
        item.addIfAbsent(ItemField.DESCRIPTION, value(calendar, entry, "DESCRIPTION"));
        item.addIfAbsent(ItemField.LOCATION, value(calendar, entry, "LOCATION"));
        item.addIfAbsent(ItemField.DEADLINE, value(calendar, entry, entry instanceof VTodo ? "DUE" : "DTSTART"));
        item.addIfAbsent(ItemField.ORGANIZATION, organizer(entry));
        if (item.texts(ItemField.TAGS).isEmpty()) {
            entry.getProperties(Categories.class).forEach(list -> item.addAll(ItemField.TAGS, list.getValues()));
        }
        return item;
    }

    private static @Nullable String resolveUrl(URI base, @Nullable String link) {
        URI uri = link == null ? null : LinkResolver.resolve(base, link);
        return uri == null ? null : uri.toString();
    }

    private static @Nullable String organizer(ICalComponent entry) {
        if (entry instanceof VEvent event && event.getOrganizer() != null) {
            return event.getOrganizer().getCommonName();
        }
        return null;
    }

    private @Nullable String value(ICalendar calendar, ICalComponent entry, String name) {
        for (ICalProperty property : entry.getProperties().values()) {
            switch (property) {
                case RawProperty raw
                when raw.getName().equalsIgnoreCase(name) -> {
                    return raw.getValue();
                }
                case TextProperty text
                when isNamed(text, name) -> {
                    return text.getValue();
                }
                case DateOrDateTimeProperty date
                when isNamed(date, name) && date.getValue() != null -> {
                    return date(calendar, date);
                }
                default -> {}
            }
        }
        return null;
    }

    /** Compares with the class name, which for some properties differs from the iCalendar name. */
    private static boolean isNamed(ICalProperty property, String name) {
        String className = switch (name.toUpperCase(Locale.ROOT)) {
            case "DTSTART" -> "DateStart";
            case "DTEND" -> "DateEnd";
            case "DUE" -> "DateDue";
            default -> name;
        };
        return property.getClass().getSimpleName().equalsIgnoreCase(className);
    }

    private String date(ICalendar calendar, DateOrDateTimeProperty property) {
        ICalDate date = property.getValue();
        DateTimeComponents rawComponents = date.getRawComponents();
        if (!date.hasTime()) {
            return LocalDate.of(rawComponents.getYear(), rawComponents.getMonth(), rawComponents.getDate())
                    .toString();
        }
        if (calendar.getTimezoneInfo().isFloating(property)) {
            LocalDateTime local = LocalDateTime.of(
                    rawComponents.getYear(),
                    rawComponents.getMonth(),
                    rawComponents.getDate(),
                    rawComponents.getHour(),
                    rawComponents.getMinute());
            return local.atZone(zone).toOffsetDateTime().toString();
        }
        TimezoneAssignment assignment = calendar.getTimezoneInfo().getTimezone(property);
        int offset = assignment == null ? 0 : assignment.getTimeZone().getOffset(date.getTime());
        return date.toInstant()
                .atOffset(ZoneOffset.ofTotalSeconds(offset / 1000))
                .toString();
    }
}
