package dev.tidings.opportunities;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** Words that tell the editions of a recurring call apart: numbers, months, seasons. */
final class EditionWords {
    private static final Set<String> MONTHS = Set.of(
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
            "jan",
            "feb",
            "mar",
            "apr",
            "jun",
            "jul",
            "aug",
            "sep",
            "sept",
            "oct",
            "nov",
            "dec",
            "januar",
            "februar",
            "marz",
            "mai",
            "juni",
            "juli",
            "oktober",
            "dezember",
            "janvier",
            "fevrier",
            "mars",
            "avril",
            "juin",
            "juillet",
            "aout",
            "septembre",
            "octobre",
            "novembre",
            "decembre");

    private static final Set<String> OTHERS = Set.of(
            "spring", "summer", "autumn", "fall", "winter", "first", "second", "third", "fourth", "fifth", "i", "ii",
            "iii", "iv", "v", "vi", "vii", "viii", "ix", "x");

    private EditionWords() {}

    static boolean isMonth(String word) {
        return MONTHS.contains(word);
    }

    static boolean isOne(String word) {
        return isMonth(word) || OTHERS.contains(word) || word.chars().anyMatch(Character::isDigit);
    }

    /** Whether two titles name different editions: 2025 and 2026, but not 2026 and nothing, or 2026 and "summer 2026". */
    static boolean differ(Collection<String> title, Collection<String> other) {
        Set<String> own = in(title);
        Set<String> others = in(other);
        return !own.containsAll(others) && !others.containsAll(own);
    }

    private static Set<String> in(Collection<String> words) {
        return words.stream().filter(EditionWords::isOne).collect(Collectors.toSet());
    }
}
