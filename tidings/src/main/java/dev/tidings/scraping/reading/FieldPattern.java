package dev.tidings.scraping.reading;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression for the texts of documents. Its syntax is RE2's, so that matching takes linear time whatever a
 * document contains.
 */
public final class FieldPattern {
    private final Pattern pattern;

    private FieldPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** @throws IllegalArgumentException if the text is not a regular expression of RE2 */
    public static FieldPattern of(String expression) {
        try {
            return new FieldPattern(Pattern.compile(expression));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** The first group of the first match, or the whole match without groups; null if nothing matches. */
    public @Nullable String find(String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(Math.min(1, matcher.groupCount())) : null;
    }

    public boolean matches(String text) {
        return pattern.matcher(text).find();
    }

    /**
     * The text without every match. With a group, the group of the first match instead; a text that does not match stays
     * as it is.
     */
    public String clean(String text) {
        if (pattern.groupCount() == 0) {
            return pattern.matcher(text).replaceAll("");
        }
        @Nullable String found = find(text);
        return found == null ? text : found;
    }
}
