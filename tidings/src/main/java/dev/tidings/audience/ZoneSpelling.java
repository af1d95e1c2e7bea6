package dev.tidings.audience;

import dev.tidings.core.WindowsZones;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the tz database's id for the ways in which products write a user's zone. */
final class ZoneSpelling {
    /**
     * @param id an id of the tz database
     * @param guess what the id was guessed from, as a clause; null if the text means no other zone
     */
    record SpelledZone(String id, @Nullable String guess) {}

    /** Short names of the country that uses them most. Those of the tz database's own are missing. */
    private static final Map<String, String> SHORT_NAMES = Map.ofEntries(
            Map.entry("est", "America/New_York"),
            Map.entry("edt", "America/New_York"),
            Map.entry("cst", "America/Chicago"),
            Map.entry("cdt", "America/Chicago"),
            Map.entry("mst", "America/Denver"),
            Map.entry("mdt", "America/Denver"),
            Map.entry("pst", "America/Los_Angeles"),
            Map.entry("pdt", "America/Los_Angeles"),
            Map.entry("cest", "Europe/Berlin"),
            Map.entry("mez", "Europe/Berlin"),
            Map.entry("mesz", "Europe/Berlin"),
            Map.entry("eest", "Europe/Helsinki"),
            Map.entry("bst", "Europe/London"),
            Map.entry("msk", "Europe/Moscow"),
            Map.entry("ist", "Asia/Kolkata"),
            Map.entry("jst", "Asia/Tokyo"),
            Map.entry("kst", "Asia/Seoul"),
            Map.entry("sgt", "Asia/Singapore"),
            Map.entry("aest", "Australia/Sydney"),
            Map.entry("aedt", "Australia/Sydney"),
            Map.entry("nzst", "Pacific/Auckland"),
            Map.entry("nzdt", "Pacific/Auckland"));

    /** Zones whose offset, in minutes, is no whole hour. */
    private static final Map<Integer, String> PART_HOURS = Map.of(
            -570, "Pacific/Marquesas",
            -210, "America/St_Johns",
            210, "Asia/Tehran",
            270, "Asia/Kabul",
            330, "Asia/Kolkata",
            345, "Asia/Kathmandu",
            390, "Asia/Yangon",
            570, "Australia/Darwin",
            630, "Australia/Lord_Howe",
            765, "Pacific/Chatham");

    private static final Pattern OFFSET =
            Pattern.compile("(?:(?:gmt|utc|z) ?)?([+\u2212-])(\\d{1,2})(?::?([0-5]\\d))?");

    private static final Set<String> IDS = ZoneId.getAvailableZoneIds();
    private static final Map<String, String> BY_LOWER_CASE = byLowerCase();

    private ZoneSpelling() {}

    private static Map<String, String> byLowerCase() {
        Map<String, String> names = new HashMap<>();
        WindowsZones.all().forEach((name, zone) -> names.put(name.toLowerCase(Locale.ROOT), zone.getId()));
        IDS.forEach(id -> names.put(id.toLowerCase(Locale.ROOT), id));
        return names;
    }

    /** Null if the text names no zone. */
    static @Nullable SpelledZone of(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String common = SHORT_NAMES.get(lower);
        if (common != null) {
            return new SpelledZone(common, "as the zone that people mean most often by " + text);
        }
        String id = BY_LOWER_CASE.get(lower);
        if (id == null && lower.contains("/")) {
            id = BY_LOWER_CASE.get(lower.replace(' ', '_'));
        }
        return id == null ? ofOffset(lower) : new SpelledZone(id, null);
    }

    private static @Nullable SpelledZone ofOffset(String text) {
        Matcher parts = OFFSET.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        int sign = parts.group(1).equals("+") ? 1 : -1;
        int minutes = sign
                * (60 * Integer.parseInt(parts.group(2))
                        + Integer.parseInt(Objects.requireNonNullElse(parts.group(3), "0")));
        String id = minutes % 60 == 0 ? "Etc/GMT" + etcSuffix(minutes / 60) : PART_HOURS.get(minutes);
        return id != null && IDS.contains(id)
                ? new SpelledZone(id, "from an offset, which does not say when summer time is")
                : null;
    }

    /** The signs of these ids are those of POSIX: {@code Etc/GMT-2} is two hours ahead. */
    private static String etcSuffix(int hours) {
        return hours == 0 ? "" : (hours > 0 ? "-" : "+") + Math.abs(hours);
    }
}
