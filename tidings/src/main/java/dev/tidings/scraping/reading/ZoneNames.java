package dev.tidings.scraping.reading;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Time zones by offset, id, abbreviation, name ("Pacific Time", CLDR) or city ("Paris time"). Winter-time abbreviations
 * stand for the zone, because people use them all year.
 */
final class ZoneNames {
    /** A zone that a text names, and the index after the name. */
    record ZoneMention(ZoneId zone, int end) {}

    private static final int MAX_WORDS = 4;

    /** Hours. */
    private static final int MAX_OFFSET = 14;

    /** A zone and its abbreviations. The zone also lends its names in CLDR. */
    private static final List<String> ABBREVIATIONS = List.of(
            "UTC z utc gmt",
            "-12:00 aoe",
            "Europe/London bst uk",
            "Europe/Lisbon wet west",
            "Europe/Berlin cet cest mez mesz",
            "Europe/Helsinki eet eest",
            "Europe/Moscow msk мск",
            "Europe/Istanbul trt",
            "America/New_York et est edt eastern",
            "America/Chicago ct cst cdt central",
            "America/Denver mt mst mdt mountain",
            "America/Los_Angeles pt pst pdt pacific",
            "America/Anchorage akst akdt",
            "Pacific/Honolulu hst hast",
            "America/Halifax adt",
            "America/St_Johns nst ndt",
            "America/Sao_Paulo brt",
            "America/Bogota cot",
            "America/Santiago clt clst",
            "Africa/Johannesburg sast",
            "Africa/Lagos wat",
            "Africa/Nairobi eat",
            "Asia/Dubai gst",
            "Asia/Karachi pkt",
            "Asia/Kolkata ist",
            "Asia/Jakarta wib",
            "Asia/Singapore sgt",
            "Asia/Hong_Kong hkt",
            "Asia/Manila pht phst",
            "Asia/Tokyo jst",
            "Asia/Seoul kst",
            "Australia/Perth awst",
            "Australia/Adelaide acst acdt",
            "Australia/Sydney aest aedt",
            "Pacific/Auckland nzst nzdt nzt");

    private static final Map<String, ZoneId> BY_NAME = byName();
    private static final Map<String, ZoneId> BY_CITY = byCity();

    private static final Pattern OFFSET = Pattern.compile(
            "\\G[ (,]{0,3}(?<utc>(?:utc|gmt) ?)?(?<sign>[+-])(?<h>\\d{1,2})(?<colon>:)?(?<min>[0-5]\\d)?(?!\\d)\\)?");
    private static final Pattern ID = Pattern.compile("\\G[ (,]{0,3}([a-z]+/[a-z_]+(?:/[a-z_]+)?)\\)?");
    private static final Pattern WORDS =
            Pattern.compile("\\G[ (,]{0,3}(\\p{L}+(?: \\p{L}+){0," + (MAX_WORDS - 1) + "})");

    private ZoneNames() {}

    /**
     * The zone that a normalized text names at an index, where spaces, a comma or a parenthesis may come first.
     *
     * @param isTimestamp whether a program wrote the time before it; otherwise "9:00-12:00" is a span of time
     * @return null if there is none or its name is unknown
     */
    static @Nullable ZoneMention at(String text, int index, boolean isTimestamp) {
        Matcher offset = OFFSET.matcher(text);
        if (offset.find(index)) {
            return offset(offset, isTimestamp);
        }
        Matcher id = ID.matcher(text);
        ZoneId byId = id.find(index) ? BY_NAME.get(id.group(1)) : null;
        if (byId != null) {
            return new ZoneMention(byId, id.end());
        }
        Matcher words = WORDS.matcher(text);
        if (!words.find(index)) {
            return null;
        }
        for (String name = words.group(1); ; name = name.substring(0, name.lastIndexOf(' '))) {
            ZoneId zone = named(name);
            if (zone != null) {
                return new ZoneMention(zone, words.start(1) + name.length());
            }
            if (name.indexOf(' ') < 0) {
                return null;
            }
        }
    }

    private static @Nullable ZoneId named(String name) {
        ZoneId zone = BY_NAME.get(name);
        if (zone != null) {
            return zone;
        }
        String place = name.replaceFirst("^(?:heure|hora|ora) (?:de |di )?| time$", "");
        return place.equals(name) ? null : BY_CITY.getOrDefault(place, BY_NAME.get(place));
    }

    private static @Nullable ZoneMention offset(Matcher match, boolean isTimestamp) {
        boolean isSpan = match.group("utc") == null
                && match.group("sign").equals("-")
                && (match.group("colon") != null || match.group("min") == null);
        int hours = Integer.parseInt(match.group("h"));
        int minutes = match.group("min") == null ? 0 : Integer.parseInt(match.group("min"));
        int sign = match.group("sign").equals("-") ? -1 : 1;
        if (hours > MAX_OFFSET || (isSpan && !isTimestamp)) {
            return null;
        }
        return new ZoneMention(ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes), match.end());
    }

    private static Map<String, ZoneId> byName() {
        Map<String, ZoneId> names = new HashMap<>();
        for (String line : ABBREVIATIONS) {
            List<String> words = List.of(line.split(" ", -1));
            ZoneId zone = ZoneId.of(words.getFirst());
            words.subList(1, words.size()).forEach(word -> names.put(NormalizedText.of(word), zone));
            names.putIfAbsent(NormalizedText.of(zone.getDisplayName(TextStyle.FULL, Locale.ENGLISH)), zone);
            for (boolean isDaylight : new boolean[] {false, true}) {
                String name = TimeZone.getTimeZone(zone).getDisplayName(isDaylight, TimeZone.LONG, Locale.ENGLISH);
                names.putIfAbsent(NormalizedText.of(name), zone);
            }
        }
        names.put("anywhere on earth", ZoneOffset.ofHours(-12));
        ZoneId.getAvailableZoneIds().stream()
                .filter(id -> id.contains("/"))
                .forEach(id -> names.put(id.toLowerCase(Locale.ROOT), ZoneId.of(id)));
        return Map.copyOf(names);
    }

    /** By the last part of the id. */
    private static Map<String, ZoneId> byCity() {
        Map<String, ZoneId> cities = new HashMap<>();
        ZoneId.getAvailableZoneIds().stream()
                .filter(id -> id.matches("(Africa|America|Asia|Atlantic|Australia|Europe|Pacific)/.*"))
                .sorted()
                .forEach(id -> cities.put(
                        id.substring(id.lastIndexOf('/') + 1).replace('_', ' ').toLowerCase(Locale.ROOT),
                        ZoneId.of(id)));
        return Map.copyOf(cities);
    }
}
