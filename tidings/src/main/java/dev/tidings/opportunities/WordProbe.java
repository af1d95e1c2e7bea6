package dev.tidings.opportunities;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A search for reports with the words of a report.
 *
 * @param id of the report
 * @param other a second word; the same word if one is enough
 */
record WordProbe(String id, String word, String other) {
    /** Words in this number of reports or more count as equally common. */
    static final int COMMON = 300;

    /** A word in more reports than this is searched together with another one. */
    private static final int RARE = 8;

    private static final int MAX_WORDS = 5;
    private static final int MAX_PAIRED = 3;

    /**
     * The searches that find a report's call: by each of its rarest words, and by pairs of common words. Their results
     * stay few however many reports there are.
     *
     * @param frequencies of the words, up to {@link #COMMON}
     */
    static List<WordProbe> of(String id, Collection<String> words, Map<String, Integer> frequencies) {
        List<String> rarest = words.stream()
                .sorted(Comparator.comparingInt((String word) -> frequencies.getOrDefault(word, 0))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MAX_WORDS)
                .toList();
        List<WordProbe> probes = new ArrayList<>();
        for (int i = 0; i < rarest.size(); i++) {
            String word = rarest.get(i);
            if (frequencies.getOrDefault(word, 0) <= RARE) {
                probes.add(new WordProbe(id, word, word));
            } else {
                rarest.stream()
                        .limit(MAX_PAIRED)
                        .skip(i + 1)
                        .forEach(other -> probes.add(new WordProbe(id, word, other)));
            }
        }
        return probes;
    }
}
