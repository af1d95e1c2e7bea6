package dev.tidings.scraping.reading;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.ICalComponent;
import biweekly.component.VEvent;
import biweekly.component.VTodo;
import biweekly.property.Categories;
import biweekly.property.DateDue;
import biweekly.property.DateStart;
import biweekly.property.ICalProperty;
import biweekly.property.RawProperty;
import biweekly.property.TextProperty;
import biweekly.property.Uid;
import dev.tidings.scraping.web.LinkResolver;
import dev.tidings.scraping.web.WebDocument;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events and to-dos of calendars (RFC 5545). The deadline is the due date of a to-do or the start of an
 * event. Of a recurring entry, the next occurrence counts. A cancelled one is withdrawn. One with an impossible date has a deadline that
 * cannot be read.
 */
public final class CalendarReader implements DocumentReader {
    private final ZoneId zone;
    private final Map<ItemField, String> properties;
    private final Instant now;

    /**
     * @param zone of floating times in calendars that name no zone
     * @param properties overrides of the properties that hold a field
     * @param now when the next occurrence of recurring entries is sought
     */
    public CalendarReader(ZoneId zone, Map<ItemField, String> properties, Instant now) {
        this.zone = zone;
        this.properties = properties;
        this.now = now;
    }

    @Override
    public ParsedDocument read(WebDocument document) {
        CalendarZones.check(document.text());
        List<ICalendar> calendars = Biweekly.parse(document.text()).all();
        if (calendars.isEmpty()) {
            throw new UnreadableDocument("The document is not a calendar");
        }
        return ParsedDocument.of(calendars.stream()
                .flatMap(calendar -> items(document.uri(), calendar))
                .toList());
    }

    private Stream<ExtractedItem> items(URI base, ICalendar calendar) {
        CalendarDates dates = new CalendarDates(calendar, zone);
        Map<String, List<ICalComponent>> byUid = new LinkedHashMap<>();
        Stream.concat(calendar.getEvents().stream(), calendar.getTodos().stream())
                .forEach(entry -> byUid.computeIfAbsent(
                                uid(entry, "without UID " + byUid.size()), uid -> new ArrayList<>())
                        .add(entry));
        boolean isCancellation =
                calendar.getMethod() != null && calendar.getMethod().isCancel();
        return byUid.values().stream().map(entries -> {
            ExtractedItem item = extract(base, dates, entries);
            if (isCancellation || CalendarOccurrence.isCancelled(CalendarOccurrence.series(entries))) {
                item.withdraw("is cancelled");
            }
            return item;
        });
    }

    private static String uid(ICalComponent entry, String fallback) {
        Uid uid = entry.getProperty(Uid.class);
        return uid == null || uid.getValue() == null ? fallback : uid.getValue();
    }

    private ExtractedItem extract(URI base, CalendarDates dates, List<ICalComponent> entries) {
        try {
            return extract(
                    base,
                    dates,
                    CalendarOccurrence.next(entries, dates, entry -> date(dates, entry, deadlineProperty(entry)), now));
        } catch (DateTimeException e) {
            return withoutDates(base, CalendarOccurrence.series(entries));
        }
    }

    /** An entry whose date no calendar has. Its deadline is a text that is no date, so that it is refused by name. */
    private static ExtractedItem withoutDates(URI base, ICalComponent entry) {
        ExtractedItem item = new ExtractedItem();
        item.identify(uid(entry, ""));
        item.add(ItemField.TITLE, text(entry, "SUMMARY"));
        item.add(ItemField.URL, resolveUrl(base, text(entry, "URL")));
        item.add(ItemField.DESCRIPTION, text(entry, "DESCRIPTION"));
        item.add(ItemField.DEADLINE, "an impossible date");
        return item;
    }

    private ExtractedItem extract(URI base, CalendarDates dates, CalendarOccurrence occurrence) {
        ICalComponent entry = occurrence.entry();
        ExtractedItem item = new ExtractedItem();
        item.identify(uid(entry, ""));
        properties.forEach((field, name) -> item.add(field, value(dates, occurrence, name)));
        item.addIfAbsent(ItemField.TITLE, value(dates, occurrence, "SUMMARY"));
        item.addIfAbsent(ItemField.URL, resolveUrl(base, value(dates, occurrence, "URL")));
        item.addIfAbsent(ItemField.DESCRIPTION, value(dates, occurrence, "DESCRIPTION"));
        item.addIfAbsent(ItemField.LOCATION, value(dates, occurrence, "LOCATION"));
        item.addIfAbsent(ItemField.DEADLINE, value(dates, occurrence, deadlineProperty(entry)));
        item.addIfAbsent(ItemField.ORGANIZATION, organizer(entry));
        if (item.texts(ItemField.TAGS).isEmpty()) {
            entry.getProperties(Categories.class).forEach(list -> item.addAll(ItemField.TAGS, list.getValues()));
        }
        return item;
    }

    private String deadlineProperty(ICalComponent entry) {
        return properties.getOrDefault(ItemField.DEADLINE, entry instanceof VTodo ? "DUE" : "DTSTART");
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

    private static @Nullable String value(CalendarDates dates, CalendarOccurrence occurrence, String name) {
        CalendarDate date = date(dates, occurrence.entry(), name);
        return date == null
                ? text(occurrence.entry(), name)
                : date.plus(occurrence.shift()).toString();
    }

    private static @Nullable String text(ICalComponent entry, String name) {
        for (ICalProperty property : entry.getProperties().values()) {
            switch (property) {
                case RawProperty raw
                when raw.getName().equalsIgnoreCase(name) -> {
                    return raw.getValue();
                }
                case TextProperty text
                when text.getClass().getSimpleName().equalsIgnoreCase(name) -> {
                    return text.getValue();
                }
                default -> {}
            }
        }
        return null;
    }

    /** Null if the entry has no such date. */
    private static @Nullable CalendarDate date(CalendarDates dates, ICalComponent entry, String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "DTSTART" -> dates.of(entry.getProperty(DateStart.class));
            case "DTEND" -> dates.end(entry);
            case "DUE" -> due(dates, entry);
            default -> null;
        };
    }

    private static @Nullable CalendarDate due(CalendarDates dates, ICalComponent entry) {
        CalendarDate due = dates.of(entry.getProperty(DateDue.class));
        return due == null || due.isDay() ? due : due.asEnd(due.plus(Duration.ofDays(-1)));
    }
}
