package dev.tidings.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The zones that Windows names, as "W. Europe Standard Time" (CLDR). Calendars from Outlook use them. */
public final class WindowsZones {
    private static final Map<String, ZoneId> BY_NAME = read();

    private WindowsZones() {}

    /** Null if Windows has no such name. */
    public static @Nullable ZoneId of(String name) {
        return BY_NAME.get(name);
    }

    public static Map<String, ZoneId> all() {
        return BY_NAME;
    }

    private static Map<String, ZoneId> read() {
        try (InputStream file = Objects.requireNonNull(WindowsZones.class.getResourceAsStream("/windows-zones.tsv"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .collect(Collectors.toUnmodifiableMap(cells -> cells[0], cells -> ZoneId.of(cells[1])));
        } catch (IOException e) {
            throw new UncheckedIOException("The list of Windows zones cannot be read", e);
        }
    }
}
