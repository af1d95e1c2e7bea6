package dev.tidings.scraping.reading;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Time zones by name or abbreviation. Winter-time abbreviations stand for the zone, because people use them all year.
 */
final class ZoneNames {
    private static final Map<String, ZoneId> BY_ID = ZoneId.getAvailableZoneIds().stream()
            .filter(id -> id.contains("/"))
            .collect(Collectors.toUnmodifiableMap(id -> id.toLowerCase(Locale.ROOT), ZoneId::of));

    private static final Map<String, ZoneId> BY_ABBREVIATION = Map.ofEntries(
                    Map.entry("z", "UTC"),
                    Map.entry("utc", "UTC"),
                    Map.entry("gmt", "UTC"),
                    Map.entry("aoe", "-12:00"),
                    Map.entry("cet", "Europe/Berlin"),
                    Map.entry("cest", "Europe/Berlin"),
                    Map.entry("mez", "Europe/Berlin"),
                    Map.entry("mesz", "Europe/Berlin"),
                    Map.entry("wet", "Europe/Lisbon"),
                    Map.entry("west", "Europe/Lisbon"),
                    Map.entry("eet", "Europe/Helsinki"),
                    Map.entry("eest", "Europe/Helsinki"),
                    Map.entry("bst", "Europe/London"),
                    Map.entry("et", "America/New_York"),
                    Map.entry("est", "America/New_York"),
                    Map.entry("edt", "America/New_York"),
                    Map.entry("ct", "America/Chicago"),
                    Map.entry("cst", "America/Chicago"),
                    Map.entry("cdt", "America/Chicago"),
                    Map.entry("mt", "America/Denver"),
                    Map.entry("mst", "America/Denver"),
                    Map.entry("mdt", "America/Denver"),
                    Map.entry("pt", "America/Los_Angeles"),
                    Map.entry("pst", "America/Los_Angeles"),
                    Map.entry("pdt", "America/Los_Angeles"),
                    Map.entry("jst", "Asia/Tokyo"),
                    Map.entry("kst", "Asia/Seoul"),
                    Map.entry("ist", "Asia/Kolkata"),
                    Map.entry("sgt", "Asia/Singapore"),
                    Map.entry("hkt", "Asia/Hong_Kong"),
                    Map.entry("aest", "Australia/Sydney"),
                    Map.entry("aedt", "Australia/Sydney"))
            .entrySet()
            .stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> ZoneId.of(entry.getValue())));

    private ZoneNames() {}

    /** @param name in lower case, or null; an unknown name gives the fallback */
    static ZoneId of(@Nullable String name, ZoneId fallback) {
        if (name == null) {
            return fallback;
        }
        String normalized = name.strip();
        Function<String, ZoneId> lookUp = key -> BY_ABBREVIATION.getOrDefault(key, BY_ID.getOrDefault(key, fallback));
        String offset = normalized.replaceFirst("^(utc|gmt) ?", "");
        return offset.matches("[+-].*") ? offset(offset, fallback) : lookUp.apply(normalized);
    }

    private static ZoneId offset(String text, ZoneId fallback) {
        try {
            String digits = text.substring(1).replace(":", "");
            String padded = digits.length() % 2 == 0 ? digits : "0" + digits;
            return ZoneOffset.of(text.charAt(0) + padded);
        } catch (DateTimeException e) {
            return fallback;
        }
    }
}
