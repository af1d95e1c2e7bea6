package dev.tidings.opportunities;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The texts of a report that are compared with reports of other sources. */
record DuplicateCandidate(
        String title,
        @Nullable String organization,
        @Nullable String description) {
    /** Minimum share of the shorter text's words that the longer one contains. */
    private static final double MIN_OVERLAP = 0.75;

    /** Words that sources add around the name of a call. */
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
     * Whether both reports describe the same opportunity. They share most words, and every title word occurs in the
     * other report. The title rule separates sibling calls such as "painting" and "sculpture".
     */
    boolean matches(DuplicateCandidate other) {
        Set<String> ownWords = words();
        Set<String> otherWords = other.words();
        return otherWords.containsAll(titleWords())
                && ownWords.containsAll(other.titleWords())
                && overlap(ownWords, otherWords) >= MIN_OVERLAP;
    }

    @Nullable
    Long fingerprint() {
        return SimHash.of(title, organization, description);
    }

    private static double overlap(Set<String> left, Set<String> right) {
        Set<String> shared = new HashSet<>(left);
        shared.retainAll(right);
        return (double) shared.size() / Math.max(1, Math.min(left.size(), right.size()));
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
