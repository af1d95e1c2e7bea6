package dev.tidings.recommender.ranking;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A location as a list of names, narrowest first: "Berlin, Germany".
 *
 * @param names normalized names; empty for anywhere
 */
record Location(List<String> names) {
    private static final Set<String> ANYWHERE = Set.of(
            "anywhere", "everywhere", "worldwide", "global", "international", "online", "remote", "virtual", "any");

    /** Separates the names in a location. */
    private static final String SEPARATORS = "[,;/()]";

    static Location of(@Nullable String text) {
        if (text == null) {
            return new Location(List.of());
        }
        List<String> names = Arrays.stream(text.split(SEPARATORS))
                .map(StemmingTokenizer::normalizePhrase)
                .filter(name -> !name.isEmpty())
                .toList();
        return new Location(names.stream().anyMatch(ANYWHERE::contains) ? List.of() : names);
    }

    /** The narrowest name in a text that this location has too, as the text has it; null if none. */
    @Nullable
    String narrowestNameIn(String text) {
        return Arrays.stream(text.split(SEPARATORS))
                .filter(name -> names.contains(StemmingTokenizer.normalizePhrase(name)))
                .map(String::strip)
                .findFirst()
                .orElse(null);
    }

    boolean isAnywhere() {
        return names.isEmpty();
    }

    /**
     * Whether one location contains the other. "Berlin" and "Berlin, Germany" overlap; "Munich" and "Berlin, Germany"
     * do not.
     */
    boolean overlaps(Location other) {
        return isAnywhere()
                || other.isAnywhere()
                || names.contains(other.names.getFirst())
                || other.names.contains(names.getFirst());
    }
}
