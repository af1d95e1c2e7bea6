package dev.tidings.scraping.reading;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the times of day in a normalized text. */
final class TimeScanner {
    /** A time within this many characters before or behind a date belongs to it. */
    private static final int MAX_DISTANCE = 40;

    /** Stands for the characters of dates. */
    private static final String NOTHING = "\ue000";

    private static final Pattern BEFORE_DATE = Pattern.compile(
            "[ ,.()\ue011-\ue017]{0,8}(?:(?:on|am|den|le|el|il|of|del|-) ?)?(?:the )?[ ,.()\ue011-\ue017]{0,8}");
    /** In tables, an hour has a cell of its own. */
    private static final Pattern CELL_END = Pattern.compile(" ?[;|] ?");

    private static final Pattern SENTENCE_END =
            Pattern.compile("[;|!?]|(?<!(?<!\\p{L})(?:kl|godz|r|g|г|m|d|hrs|h|uhr))\\. ");

    private static final Comparator<TimeMention> FIRST_AND_LONGEST =
            Comparator.comparingInt(TimeMention::start).thenComparingInt(mention -> -mention.end());

    private final ZoneId source;

    /** @param source the zone of the source, which decides about short names of several zones */
    TimeScanner(ZoneId source) {
        this.source = source;
    }

    /**
     * All times outside dates, in the order of the text.
     *
     * @param dates in the text
     */
    List<TimeMention> scan(String text, List<DateMention> dates) {
        StringBuilder rest = new StringBuilder(text);
        dates.forEach(date -> rest.replace(date.start(), date.end(), NOTHING.repeat(date.end() - date.start())));
        return scan(rest.toString());
    }

    /** The time of a date: the first behind it in its sentence, otherwise the last one before it. */
    Optional<TimeMention> near(String text, List<DateMention> dates, int index) {
        DateMention date = dates.get(index);
        int first = index == 0 ? 0 : dates.get(index - 1).end();
        boolean isLast = index + 1 == dates.size();
        int end = isLast ? text.length() : dates.get(index + 1).start();
        List<TimeMention> times = scan(text, dates);
        Optional<TimeMention> behind = times.stream()
                .filter(time -> time.start() >= date.end() && time.end() <= end)
                .filter(time -> time.start() - date.end() <= MAX_DISTANCE)
                .filter(time -> !isSentenceEnd(text.substring(date.end(), time.start())))
                .filter(time -> isLast
                        || !BEFORE_DATE.matcher(text.substring(time.end(), end)).matches())
                .findFirst();
        return behind.or(() -> times.stream()
                        .filter(time -> time.start() >= first && time.end() <= date.start())
                        .filter(time -> date.start() - time.end() <= MAX_DISTANCE)
                        .reduce((earlier, later) -> later))
                .map(time -> withZone(time, text));
    }

    private static boolean isSentenceEnd(String between) {
        return SENTENCE_END.matcher(between).find()
                && !CELL_END.matcher(between).matches();
    }

    /** The zone can stand apart from the hour: "5 pm on 13 March 2026 (CET)". */
    private TimeMention withZone(TimeMention time, String text) {
        if (time.zone() != null) {
            return time;
        }
        ZoneNames.ZoneMention only = ZoneNames.only(text, source);
        return only == null || only.zone() == null ? time : time.in(only.zone(), only.inference());
    }

    private List<TimeMention> scan(String text) {
        List<TimeMention> found = new ArrayList<>();
        for (TimeForm form : TimeForm.values()) {
            Matcher match = form.pattern().matcher(text);
            while (match.find()) {
                TimeMention mention = mention(form, match, text);
                if (mention != null) {
                    found.add(mention);
                }
            }
        }
        found.sort(FIRST_AND_LONGEST);
        List<TimeMention> distinct = new ArrayList<>();
        for (TimeMention mention : found) {
            if (distinct.isEmpty() || mention.start() >= distinct.getLast().end()) {
                distinct.add(mention);
            }
        }
        return distinct;
    }

    /** Null if there is no such time, as 29:00. */
    private @Nullable TimeMention mention(TimeForm form, Matcher match, String text) {
        boolean isTimestamp = form == TimeForm.COMPACT
                || group(match, "s") != null
                || (match.start() > 0 && text.charAt(match.start() - 1) == 't');
        @Nullable LocalTime time;
        try {
            time = time(form, match);
        } catch (DateTimeException e) {
            return null;
        }
        ZoneNames.ZoneMention zone = ZoneNames.at(text, match.end(), time, isTimestamp, source);
        if (form == TimeForm.DOTTED_IN_ZONE && (zone == null || zone.zone() == null)) {
            return null;
        }
        return new TimeMention(
                match.start(),
                zone == null ? match.end() : zone.end(),
                time,
                zone == null ? null : zone.zone(),
                zone == null ? null : zone.inference(),
                !isTimestamp && form != TimeForm.END_OF_DAY && form != TimeForm.NOON);
    }

    /** Null for the end of the day. */
    private static @Nullable LocalTime time(TimeForm form, Matcher match) {
        return switch (form) {
            case END_OF_DAY -> null;
            case NOON -> LocalTime.NOON;
            default -> clock(match);
        };
    }

    private static @Nullable LocalTime clock(Matcher match) {
        int hour = Integer.parseInt(match.group("h"));
        int minutes = number(match, "min");
        String half = group(match, "half");
        boolean isMorning = "a".equals(half) || group(match, "am") != null;
        boolean isAfternoon = "p".equals(half) || group(match, "pm") != null || group(match, "pm2") != null;
        if (!isMorning && hour == 24 && minutes == 0) {
            return null;
        }
        boolean isHalved = (isMorning || isAfternoon) && hour <= 12;
        int hourOfDay = isHalved ? hour % 12 + (isAfternoon ? 12 : 0) : hour;
        return LocalTime.of(hourOfDay, minutes, number(match, "s"));
    }

    /** Zero if the form has no such group, or it did not match. */
    private static int number(Matcher match, String group) {
        String text = group(match, group);
        return text == null ? 0 : Integer.parseInt(text);
    }

    private static @Nullable String group(Matcher match, String group) {
        return match.namedGroups().containsKey(group) ? match.group(group) : null;
    }
}
