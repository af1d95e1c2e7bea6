package dev.tidings.content.recommendation;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A text's words as they are compared: without case, accents, punctuation, and words that stand in every text. */
final class Words {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern GAPS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Set<String> EVERYWHERE = Set.of(
            "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "is", "it", "its", "of", "on", "or",
            "our", "s", "that", "the", "this", "to", "we", "will", "with", "you", "your");

    private Words() {}

    static List<String> of(@Nullable String text) {
        return of(text, Integer.MAX_VALUE);
    }

    /** @param limit how many of the first words to take */
    static List<String> of(@Nullable String text, int limit) {
        if (text == null) {
            return List.of();
        }
        String plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        return Arrays.stream(GAPS.split(plain))
                .filter(word -> !word.isEmpty() && !EVERYWHERE.contains(word))
                .limit(limit)
                .toList();
    }
}
