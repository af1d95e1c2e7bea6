package dev.tidings.opportunities;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one source tells of an opportunity, as far as it shows whether another source tells of the same one. */
record DuplicateCandidate(
        String title,
        @Nullable String organization,
        @Nullable String description) {
    /** Of the words of the shorter account, how many the longer one has too. */
    private static final double MIN_OVERLAP = 0.75;

    /** What sources write around the name of a call. */
    private static final Set<String> BOILERPLATE = Set.of(
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
    boolean matches(DuplicateCandidate other) {
        Set<String> mine = words();
        Set<String> others = other.words();
        return others.containsAll(titleWords())
                && mine.containsAll(other.titleWords())
                && overlap(mine, others) >= MIN_OVERLAP;
    }

    @Nullable
    Long fingerprint() {
        return SimHash.of(title, organization, description);
    }

    private static double overlap(Set<String> one, Set<String> other) {
        Set<String> shared = new HashSet<>(one);
        shared.retainAll(other);
        return (double) shared.size() / Math.max(1, Math.min(one.size(), other.size()));
    }

    private List<String> titleWords() {
        return StopWordTokenizer.tokenize(title).stream()
                .filter(word -> !BOILERPLATE.contains(word))
                .toList();
    }

    private Set<String> words() {
        Set<String> words = new HashSet<>(StopWordTokenizer.tokenize(title));
        words.addAll(StopWordTokenizer.tokenize(organization));
        words.addAll(StopWordTokenizer.tokenize(description));
        return words;
    }
}
