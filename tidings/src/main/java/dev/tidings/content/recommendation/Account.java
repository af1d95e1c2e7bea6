package dev.tidings.content.recommendation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one source tells of an opportunity, as far as it shows whether another source tells of the same one. */
record Account(
        String title,
        @Nullable String organization,
        @Nullable String description) {
    /** Of the words of the shorter account, how many the longer one has too. */
    private static final double LEAST_SHARED = 0.75;

    /** What sources write around the name of a call. */
    private static final Set<String> FRAMING = Set.of(
            "announcement",
            "announces",
            "application",
            "applications",
            "apply",
            "call",
            "calls",
            "deadline",
            "entries",
            "entry",
            "extended",
            "invitation",
            "invites",
            "new",
            "now",
            "open",
            "opportunity",
            "submission",
            "submissions");

    /**
     * Whether both tell of the same: they share most words, and neither title has a word that the other account lacks,
     * as "painting" and "sculpture" do in two calls that are otherwise alike.
     */
    boolean tellsTheSameAs(Account other) {
        Set<String> mine = words();
        Set<String> others = other.words();
        return others.containsAll(titleWords())
                && mine.containsAll(other.titleWords())
                && share(mine, others) >= LEAST_SHARED;
    }

    @Nullable
    Long fingerprint() {
        return Fingerprint.of(title, organization, description);
    }

    private static double share(Set<String> one, Set<String> other) {
        Set<String> shared = new HashSet<>(one);
        shared.retainAll(other);
        return (double) shared.size() / Math.max(1, Math.min(one.size(), other.size()));
    }

    private List<String> titleWords() {
        return Words.of(title).stream().filter(word -> !FRAMING.contains(word)).toList();
    }

    private Set<String> words() {
        Set<String> words = new HashSet<>(Words.of(title));
        words.addAll(Words.of(organization));
        words.addAll(Words.of(description));
        return words;
    }
}
