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

/** Reads calendars (RFC 5545): events and to-dos. The day or moment by which to apply is a to-do's due or an event's start. */
public final class CalendarReader implements DocumentReader {
    private final ZoneId zone;
    private final Map<ItemField, String> properties;

    /**
     * @param zone of times that name none
     * @param properties the names of the properties that hold a field, where they are not the usual ones
     */
    public CalendarReader(ZoneId zone, Map<ItemField, String> properties) {
        this.zone = zone;
        this.properties = properties;
    }

    @Override
    public ParsedDocument read(WebDocument document) {
        List<ICalendar> calendars = Biweekly.parse(document.text()).all();
        if (calendars.isEmpty()) {
            throw new UnreadableDocument("The document is no calendar");
        }
        List<ExtractedItem> found = new ArrayList<>();
        for (ICalendar calendar : calendars) {
            List<ICalComponent> entries = new ArrayList<>(calendar.getEvents());
            entries.addAll(calendar.getTodos());
            entries.forEach(entry -> found.add(extract(document.uri(), calendar, entry)));
        }
        return ParsedDocument.of(found);
    }

    private ExtractedItem extract(URI base, ICalendar calendar, ICalComponent entry) {
        ExtractedItem found = new ExtractedItem();
        properties.forEach((field, name) -> found.add(field, value(calendar, entry, name)));
        found.addIfAbsent(ItemField.TITLE, value(calendar, entry, "SUMMARY"));
        found.addIfAbsent(ItemField.URL, address(base, value(calendar, entry, "URL")));
        found.addIfAbsent(ItemField.DESCRIPTION, value(calendar, entry, "DESCRIPTION"));
        found.addIfAbsent(ItemField.LOCATION, value(calendar, entry, "LOCATION"));
        found.addIfAbsent(ItemField.DEADLINE, value(calendar, entry, entry instanceof VTodo ? "DUE" : "DTSTART"));
        found.addIfAbsent(ItemField.ORGANIZATION, organizer(entry));
        if (found.texts(ItemField.TAGS).isEmpty()) {
            entry.getProperties(Categories.class).forEach(list -> found.addAll(ItemField.TAGS, list.getValues()));
        }
        return found;
    }

    private static @Nullable String address(URI base, @Nullable String link) {
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

    /** The names that differ from the classes' own. */
    private static boolean isNamed(ICalProperty property, String name) {
        String wanted = switch (name.toUpperCase(Locale.ROOT)) {
            case "DTSTART" -> "DateStart";
            case "DTEND" -> "DateEnd";
            case "DUE" -> "DateDue";
            default -> name;
        };
        return property.getClass().getSimpleName().equalsIgnoreCase(wanted);
    }

    private String date(ICalendar calendar, DateOrDateTimeProperty property) {
        ICalDate date = property.getValue();
        DateTimeComponents written = date.getRawComponents();
        if (!date.hasTime()) {
            return LocalDate.of(written.getYear(), written.getMonth(), written.getDate())
                    .toString();
        }
        if (calendar.getTimezoneInfo().isFloating(property)) {
            LocalDateTime local = LocalDateTime.of(
                    written.getYear(), written.getMonth(), written.getDate(), written.getHour(), written.getMinute());
            return local.atZone(zone).toOffsetDateTime().toString();
        }
        TimezoneAssignment assigned = calendar.getTimezoneInfo().getTimezone(property);
        int offset = assigned == null ? 0 : assigned.getTimeZone().getOffset(date.getTime());
        return date.toInstant()
                .atOffset(ZoneOffset.ofTotalSeconds(offset / 1000))
                .toString();
    }
}
