package dev.tidings.scraping.reading;

import biweekly.ICalendar;
import biweekly.component.ICalComponent;
import biweekly.io.TimezoneAssignment;
import biweekly.property.DateEnd;
import biweekly.property.DateOrDateTimeProperty;
import biweekly.property.DateStart;
import biweekly.property.DurationProperty;
import biweekly.property.RawProperty;
import biweekly.util.DateTimeComponents;
import biweekly.util.ICalDate;
import dev.tidings.core.WindowsZones;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/** Resolves the dates of one calendar: VTIMEZONE, tz ids, Windows names, {@code X-WR-TIMEZONE}. */
final class CalendarDates {
    private final ICalendar calendar;
    private final TimeZone zone;

    /** @param sourceZone of floating times in a calendar that names no zone */
    CalendarDates(ICalendar calendar, ZoneId sourceZone) {
        this.calendar = calendar;
        RawProperty name = calendar.getExperimentalProperty("X-WR-TIMEZONE");
        ZoneId own = name == null ? null : zone(name.getValue());
        this.zone = TimeZone.getTimeZone(own == null ? sourceZone : own);
    }

    /** Null if the property has no value. */
    @Nullable
    CalendarDate of(@Nullable DateOrDateTimeProperty property) {
        ICalDate value = property == null ? null : property.getValue();
        if (property == null || value == null || value.getRawComponents() == null) {
            return null;
        }
        DateTimeComponents raw = value.getRawComponents();
        LocalDateTime wall = LocalDateTime.of(
                raw.getYear(), raw.getMonth(), raw.getDate(), raw.getHour(), raw.getMinute(), raw.getSecond());
        if (!value.hasTime()) {
            return new CalendarDate(wall, true, zone);
        }
        if (!raw.isUtc()) {
            return new CalendarDate(wall, false, zone(property));
        }
        LocalDateTime local = LocalDateTime.ofInstant(wall.toInstant(ZoneOffset.UTC), zone.toZoneId());
        // Readers of dates take midnight for a whole day, which a moment in UTC is not.
        return wall.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? new CalendarDate(local, false, zone)
                : new CalendarDate(wall, false, TimeZone.getTimeZone(ZoneOffset.UTC));
    }

    /** The end of an event, of which many calendars state only the start or the duration. Null without a start. */
    @Nullable
    CalendarDate end(ICalComponent entry) {
        CalendarDate start = of(entry.getProperty(DateStart.class));
        CalendarDate end = of(entry.getProperty(DateEnd.class));
        if (end == null && start != null) {
            DurationProperty length = entry.getProperty(DurationProperty.class);
            end = length == null || length.getValue() == null
                    ? start
                    : start.plus(Duration.ofMillis(length.getValue().toMillis()));
        }
        return end == null ? null : end.asEnd(start == null ? end : start);
    }

    /** The zone in which the library has computed the instant of a date. */
    TimeZone computedZone(DateOrDateTimeProperty property) {
        TimezoneAssignment assignment = calendar.getTimezoneInfo().getTimezone(property);
        if (assignment != null) {
            return assignment.getTimeZone();
        }
        DateTimeComponents raw = property.getValue().getRawComponents();
        return property.getValue().hasTime() && raw.isUtc()
                ? TimeZone.getTimeZone(ZoneOffset.UTC)
                : TimeZone.getDefault();
    }

    private TimeZone zone(DateOrDateTimeProperty property) {
        TimezoneAssignment assignment = calendar.getTimezoneInfo().getTimezone(property);
        if (assignment != null) {
            return assignment.getTimeZone();
        }
        String name = property.getParameter("TZID");
        ZoneId named = name == null ? null : zone(name);
        return named == null ? zone : TimeZone.getTimeZone(named);
    }

    /** A tz id, also behind a prefix as "/example.org/Europe/Vienna", or a name of Windows; null if it is unknown. */
    private static @Nullable ZoneId zone(String name) {
        ZoneId windows = WindowsZones.of(name.strip());
        for (String id = name.strip(); windows == null && !id.isEmpty(); ) {
            try {
                return ZoneId.of(id);
            } catch (DateTimeException e) {
                id = id.indexOf('/') < 0 ? "" : id.substring(id.indexOf('/') + 1);
            }
        }
        return windows;
    }
}
