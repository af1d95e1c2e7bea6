package dev.tidings.scraping.reading;

import dev.tidings.scraping.reading.ZoneTable.NamedZone;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the time zones that a normalized text names: an offset, an id, a short name ("PST"), or a place with a word for
 * time ("Pacific Time", "heure de Paris", "Berliner Zeit", "日本時間").
 */
final class ZoneNames {
    /**
     * A zone in a text.
     *
     * @param zone null if the text names one that is not known
     * @param end the index after the name
     * @param inference completes the sentence "The deadline ..."; null if the name has one meaning
     */
    record ZoneMention(
            @Nullable ZoneId zone, int end, @Nullable String inference) {}

    /** Hours. */
    private static final int MAX_OFFSET = 14;

    private static final String LEAD = "\\G[ ,]{0,2}(?<open>[(\\[]?) ?(?:in (?:the )?)?";
    private static final String NOT_AN_HOUR = "(?!\\d)(?! ?(?:[ap]\\.?m|uhr|uur|h|noon)(?!\\p{L})|[:.]\\d)";
    private static final Pattern OFFSET = Pattern.compile("\\G[ (,\\[]{0,3}(?<utc>(?:utc|gmt) ?)?(?<sign>[+-])"
            + "(?<h>\\d{1,2})(?<colon>:)?(?<min>[0-5]\\d)?" + NOT_AN_HOUR + "[)\\]]?");
    private static final Pattern ID = Pattern.compile(LEAD + "(?<name>[a-z]+/[a-z_]+(?:/[a-z_]+)?)[)\\]]?");
    private static final Pattern WORDS = Pattern.compile(LEAD + "(?<name>\\p{L}{1,40}(?:[ '-]\\p{L}{1,40}){0,4})");
    private static final Pattern LAST_WORD = Pattern.compile("[ '-]\\p{L}+$");
    private static final Pattern NAME_START = Pattern.compile("(?<![\\p{L}\\d'/-])[(\\[]?\\p{L}");

    private static final Pattern TIME_OF_PLACE = Pattern.compile(
            "(?<before>.+?)(?: ?(?:standard|daylight|summer|winter|local|sommer|normal))? ?(?:time|zeit|tijd|tid|標準時|時間|时间|시간)"
                    + "|(?:heure|hora|ora|horario|czasu?)(?: (?:locale?|legale|oficial|solare))?"
                    + "(?: (?:de la|de l|de|d|di|del|dell|della))?[ '](?<behind>.+)");
    private static final Set<String> LOCAL = Set.of("local", "locale", "lokale", "orts", "your", "the");

    /** Short names that are words or other abbreviations, except before a preposition of English. */
    private static final Set<String> RARE =
            Set.of(("z ut uk ist art eat cat pet vet bot cot met west wet wat wit ect amt gst ict pkt"
                            + " central eastern mountain pacific atlantic")
                    .split(" ", -1));

    private static final Pattern OTHER_WORD = Pattern.compile("\\G (?!(?:on|at|by|or|and|to|in|the)(?!\\p{L}))\\p{L}");

    private static final Pattern FRENCH_ARTICLE =
            Pattern.compile("\\G (?:le|la|les|un|une|du|de|des|au|aux|pas)(?!\\p{L})");
    private static final Pattern FRENCH_HOUR = Pattern.compile("(?:\\d ?h(?: ?\\d\\d)?|heures|minuit|midi),? ?$");
    private static final int MAX_HOUR = 10;

    private static final Set<String> FRENCH_WORDS = Set.of("et", "est");

    /** Short names that stand for a zone anywhere in a text. */
    private static final Set<String> UNMISTAKABLE = Set.of(
            ("utc gmt aoe cet cest mez mesz eet eest msk edt cdt mdt pst pdt akst akdt hst aest aedt awst acst acdt nzst nzdt"
                            + " jst kst sgt sast brt")
                    .split(" ", -1));

    private static final Pattern WORD = Pattern.compile("[a-z]+");

    private static final Pattern CODE =
            Pattern.compile("(?:\\d[:.h]\\d\\d|[AaPp]\\.?[Mm]\\.?)[ (,]{1,3}(?<code>[A-Z]{2,4}T)(?![\\p{L}\\d])");

    private ZoneNames() {}

    /**
     * The zone that a text names behind an hour, where a space, a comma or a parenthesis may come first; null if there
     * is none.
     *
     * @param index after the hour
     * @param time that the zone belongs to; null for the end of the day
     * @param isTimestamp whether a program wrote the time; otherwise "9:00-12:00" is a span of time
     * @param source the zone of the source
     */
    static @Nullable ZoneMention at(
            String text, int index, @Nullable LocalTime time, boolean isTimestamp, ZoneId source) {
        Matcher offset = OFFSET.matcher(text);
        if (offset.find(index)) {
            return offset(offset, time, isTimestamp);
        }
        ZoneMention local = LocalTimeNames.at(text, index, source);
        return local == null ? named(text, index, source, true) : local;
    }

    /**
     * The only zone that a text names anywhere; null if there is none or there are several. Most short names count only in
     * parentheses.
     */
    static @Nullable ZoneMention only(String text, ZoneId source) {
        Map<ZoneId, ZoneMention> found = new HashMap<>();
        Matcher start = NAME_START.matcher(text);
        while (start.find()) {
            Matcher offset = OFFSET.matcher(text);
            ZoneMention mention = offset.find(start.start()) && offset.group("utc") != null
                    ? offset(offset, null, true)
                    : named(text, start.start(), source, false);
            if (mention != null
                    && mention.zone() != null
                    && isUnmistakable(text.substring(start.start(), mention.end()))) {
                found.putIfAbsent(mention.zone(), mention);
            }
        }
        return found.size() == 1 ? found.values().iterator().next() : null;
    }

    private static boolean isUnmistakable(String name) {
        return !WORD.matcher(name).matches() || UNMISTAKABLE.contains(name);
    }

    /** Whether an hour has letters behind it that look like an unknown short name. Capitals count: "5 PM XYZT". */
    static boolean hasUnknownShortName(String originalText, ZoneId source) {
        return CODE.matcher(originalText)
                .results()
                .anyMatch(match -> ZoneTable.shortName(match.group("code").toLowerCase(Locale.ROOT), source) == null);
    }

    /** The longest name at an index. */
    private static @Nullable ZoneMention named(String text, int index, ZoneId source, boolean isBesideHour) {
        Matcher id = ID.matcher(text);
        ZoneId byId = id.find(index) ? ZoneTable.fullName(id.group("name")) : null;
        if (byId != null) {
            return new ZoneMention(byId, id.end(), null);
        }
        Matcher words = WORDS.matcher(text);
        if (!words.find(index)) {
            return null;
        }
        boolean isUnknown = false;
        String name = words.group("name");
        for (String longer = "";
                !longer.equals(name);
                name = LAST_WORD.matcher(name).replaceFirst("")) {
            longer = name;
            int end = words.start("name") + name.length();
            NamedZone zone = zone(name, text, end, source);
            if (zone != null) {
                return new ZoneMention(zone.zone(), end, zone.isGuess() ? guess(name, zone.zone()) : null);
            }
            ZoneId place = isBesideHour ? ZoneTable.place(name) : null;
            if (place != null && isEnd(text, end)) {
                boolean isClear =
                        !words.group("open").isEmpty() || place.getRules().equals(source.getRules());
                return new ZoneMention(place, end, isClear ? null : guess(name, place));
            }
            isUnknown |= isTimeOfUnknownPlace(name);
        }
        return isUnknown && isBesideHour
                ? new ZoneMention(null, index, "names a time zone that is not known and was read in " + source)
                : null;
    }

    private static @Nullable NamedZone zone(String name, String text, int end, ZoneId source) {
        ZoneId byName = ZoneTable.fullName(name);
        if (byName != null) {
            return new NamedZone(byName, false);
        }
        String place = timedPlace(name);
        if (place == null) {
            boolean isWord = (RARE.contains(name) && OTHER_WORD.matcher(text).find(end))
                    || (FRENCH_WORDS.contains(name) && isFrench(text, end - name.length(), end));
            return isWord ? null : ZoneTable.shortName(name, source);
        }
        ZoneId ofPlace = ZoneTable.place(place);
        return ofPlace != null ? new NamedZone(ofPlace, false) : ZoneTable.shortName(place, source);
    }

    /** Whether "et" or "est" is the French word: by the word behind it, or by the hour before it. */
    private static boolean isFrench(String text, int start, int end) {
        return FRENCH_ARTICLE.matcher(text).find(end)
                || (OTHER_WORD.matcher(text).find(end)
                        && FRENCH_HOUR
                                .matcher(text.substring(Math.max(0, start - MAX_HOUR), start))
                                .find());
    }

    private static boolean isEnd(String text, int index) {
        return index == text.length() || ")],.;".indexOf(text.charAt(index)) >= 0;
    }

    private static boolean isTimeOfUnknownPlace(String name) {
        String place = timedPlace(name);
        return place != null && LOCAL.stream().noneMatch(place::endsWith);
    }

    /** The place in "paris time" or "heure de paris"; null if the name has no word for time. */
    private static @Nullable String timedPlace(String name) {
        Matcher match = TIME_OF_PLACE.matcher(name);
        if (!match.matches()) {
            return null;
        }
        return match.group("before") != null ? match.group("before") : match.group("behind");
    }

    private static String guess(String name, ZoneId zone) {
        return "names \"" + name.toUpperCase(Locale.ROOT) + "\" beside its hour, which was read as the zone " + zone;
    }

    /** Without a letter before it, "-05:00" can be the end of a span of time; then it lies behind the hour. */
    private static @Nullable ZoneMention offset(Matcher match, @Nullable LocalTime time, boolean isTimestamp) {
        int hours = Integer.parseInt(match.group("h"));
        int minutes = match.group("min") == null ? 0 : Integer.parseInt(match.group("min"));
        int sign = match.group("sign").equals("-") ? -1 : 1;
        if (hours > MAX_OFFSET || hours * 60 + minutes > 60 * MAX_OFFSET) {
            return null;
        }
        boolean canBeSpan = !isTimestamp
                && sign < 0
                && match.group("utc") == null
                && (match.group("colon") != null || match.group("min") == null);
        boolean isLater = time != null && LocalTime.of(hours, minutes).isAfter(time);
        boolean isWhole = match.group("h").length() == 2;
        boolean isSpaced = match.group().startsWith(" ");
        if (canBeSpan && (isLater || !isWhole)) {
            return isLater && isWhole && isSpaced
                    ? new ZoneMention(null, match.start(), "has a span of hours that may be an offset from UTC")
                    : null;
        }
        return new ZoneMention(
                ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes),
                match.end(),
                canBeSpan && !isSpaced ? "has an offset from UTC that may be the end of a span of hours" : null);
    }
}
