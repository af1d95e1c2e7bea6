package dev.tidings.content.recommendation.bot;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somewhere, from the narrowest name to the widest: "Berlin, Germany".
 *
 * @param names as words that compare; empty for anywhere
 */
record Place(List<String> names) {
    private static final Set<String> ANYWHERE = Set.of(
            "anywhere", "everywhere", "worldwide", "global", "international", "online", "remote", "virtual", "any");

    static Place of(@Nullable String text) {
        if (text == null) {
            return new Place(List.of());
        }
        List<String> names = Arrays.stream(text.split("[,;/()]"))
                .map(Words::phrase)
                .filter(name -> !name.isEmpty())
                .toList();
        return new Place(names.stream().anyMatch(ANYWHERE::contains) ? List.of() : names);
    }

    boolean isAnywhere() {
        return names.isEmpty();
    }

    /** Whether one lies in the other: Berlin in "Berlin, Germany", either way around; Munich is not in "Berlin, Germany". */
    boolean touches(Place other) {
        return isAnywhere()
                || other.isAnywhere()
                || names.contains(other.names.getFirst())
                || other.names.contains(names.getFirst());
    }
}
