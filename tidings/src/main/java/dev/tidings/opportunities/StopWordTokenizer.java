package dev.tidings.opportunities;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Splits text into words for comparison: lower case, without accents, punctuation and stop words. */
final class StopWordTokenizer {
    private static final Pattern DIACRITICS = Pattern.compile("\\p{M}+");
    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Set<String> STOP_WORDS = Set.of(
            "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "is", "it", "its", "of", "on", "or",
            "our", "s", "that", "the", "this", "to", "we", "will", "with", "you", "your");

    private StopWordTokenizer() {}

    static boolean isStopWord(String word) {
        return STOP_WORDS.contains(word);
    }

    static List<String> tokenize(@Nullable String text) {
        if (text == null) {
            return List.of();
        }
        String normalized = DIACRITICS
                .matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        return SEPARATORS
                .splitAsStream(normalized)
                .filter(word -> !word.isEmpty() && !STOP_WORDS.contains(word))
                .toList();
    }
}
