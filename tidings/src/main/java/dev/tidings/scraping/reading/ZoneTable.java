package dev.tidings.scraping.reading;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The names of time zones: the file {@code zones.tsv}, the ids and cities of the tz database, and CLDR's English names.
 * All names are normalized. A short name stands for the zone in winter and summer, because people use "EST" all year.
 */
final class ZoneTable {
    /** @param isGuess whether the name has other meanings, and nothing decides between them */
    record NamedZone(ZoneId zone, boolean isGuess) {}

    private static final String FILE = "/scraping/zones.tsv";

    private static final Map<String, List<ZoneId>> SHORT_NAMES = new HashMap<>();

    /** Names whose meaning only sources in the zone use. */
    private static final Map<String, List<ZoneId>> HOME_NAMES = new HashMap<>();

    private static final Map<String, ZoneId> FULL_NAMES = new HashMap<>();
    private static final Map<String, ZoneId> PLACES = new HashMap<>();

    static {
        readFile();
        ZoneId.getAvailableZoneIds().stream()
                .filter(id -> id.contains("/"))
                .sorted()
                .forEach(ZoneTable::addId);
    }

    private ZoneTable() {}

    /**
     * The zone that a short name as "pst" stands for; null if it is unknown.
     *
     * @param source the zone of the source
     */
    static @Nullable NamedZone shortName(String name, ZoneId source) {
        List<ZoneId> meanings = SHORT_NAMES.getOrDefault(name, List.of());
        boolean isHome = isOwnName(name, source)
                || Stream.concat(meanings.stream(), HOME_NAMES.getOrDefault(name, List.of()).stream())
                        .anyMatch(meaning -> meaning.getRules().equals(source.getRules()));
        if (isHome) {
            return new NamedZone(source, false);
        }
        return meanings.isEmpty() ? null : new NamedZone(meanings.getFirst(), meanings.size() > 1);
    }

    /** The zone of an id ("europe/paris") or a full English name ("pacific standard time"); null if it is unknown. */
    static @Nullable ZoneId fullName(String name) {
        return FULL_NAMES.get(name);
    }

    /** The zone of a city or country; null if it is unknown. The German form "berliner" counts too. */
    static @Nullable ZoneId place(String name) {
        ZoneId zone = PLACES.get(name);
        return zone == null && name.endsWith("er") ? PLACES.get(name.substring(0, name.length() - 2)) : zone;
    }

    private static boolean isOwnName(String name, ZoneId source) {
        return isNamed(name, source, false)
                || (source.getRules().nextTransition(Instant.EPOCH) != null && isNamed(name, source, true));
    }

    private static boolean isNamed(String name, ZoneId source, boolean isDaylight) {
        return TimeZone.getTimeZone(source)
                .getDisplayName(isDaylight, TimeZone.SHORT, Locale.ENGLISH)
                .equalsIgnoreCase(name);
    }

    private static void readFile() {
        try (InputStream file = Objects.requireNonNull(ZoneTable.class.getResourceAsStream(FILE))) {
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .forEach(cells -> addLine(ZoneId.of(cells[0]), names(cells[1]), names(cells[2])));
        } catch (IOException e) {
            throw new UncheckedIOException("The list of zones cannot be read", e);
        }
    }

    private static List<String> names(String cell) {
        return Stream.of(cell.split(",", -1))
                .map(NormalizedText::of)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static void addLine(ZoneId zone, List<String> shortNames, List<String> places) {
        for (String name : shortNames) {
            boolean isHomeOnly = name.startsWith("(");
            String bare = isHomeOnly ? name.substring(1, name.length() - 1) : name;
            (isHomeOnly ? HOME_NAMES : SHORT_NAMES)
                    .computeIfAbsent(bare, key -> new ArrayList<>())
                    .add(zone);
        }
        places.forEach(place -> PLACES.put(place, zone));
        addFullName(zone.getDisplayName(TextStyle.FULL, Locale.ENGLISH), zone);
        for (boolean isDaylight : new boolean[] {false, true}) {
            addFullName(TimeZone.getTimeZone(zone).getDisplayName(isDaylight, TimeZone.LONG, Locale.ENGLISH), zone);
        }
    }

    private static void addFullName(String name, ZoneId zone) {
        FULL_NAMES.putIfAbsent(NormalizedText.of(name), zone);
    }

    private static void addId(String id) {
        String name = id.toLowerCase(Locale.ROOT);
        FULL_NAMES.put(name, ZoneId.of(id));
        if (id.matches("(?:Africa|America|Asia|Atlantic|Australia|Europe|Pacific)/.*")) {
            PLACES.putIfAbsent(name.substring(name.lastIndexOf('/') + 1).replace('_', ' '), ZoneId.of(id));
        }
    }
}
