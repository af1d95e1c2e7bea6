package dev.tidings.scraping.reading;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Refuses calendars whose time zones change more often than any zone does: the changes are computed from their rules
 * when the calendar is parsed, and a rule of seconds has billions of them.
 */
final class CalendarZones {
    private static final Pattern FOLD = Pattern.compile("\\r?\\n[ \\t]");
    private static final Pattern ZONE = Pattern.compile("(?:begin|end)[^:]*: *vtimezone");
    private static final Pattern RULE = Pattern.compile("(?:[^.:;]*\\.)?rrule[:;].*");
    private static final Pattern YEARLY = Pattern.compile("[:;]freq=yearly(?:;|$)");
    private static final Pattern SEVERAL_A_DAY = Pattern.compile("[:;]by(?:hour|minute|second)=");

    private CalendarZones() {}

    /**
     * Checks the zones of a calendar.
     *
     * @throws UnreadableDocument if a zone has a rule that is not yearly
     */
    static void check(String text) {
        int depth = 0;
        for (String raw : FOLD.matcher(text).replaceAll("").split("\\R", -1)) {
            String line = raw.strip().toLowerCase(Locale.ROOT);
            if (ZONE.matcher(line).matches()) {
                depth = Math.max(0, depth + (line.startsWith("begin") ? 1 : -1));
            } else if (depth > 0 && RULE.matcher(line).matches() && !isYearly(line)) {
                throw new UnreadableDocument("The calendar defines a time zone by a rule that is not yearly");
            }
        }
    }

    private static boolean isYearly(String rule) {
        return YEARLY.matcher(rule).find() && !SEVERAL_A_DAY.matcher(rule).find();
    }
}
