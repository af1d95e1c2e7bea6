package dev.tidings.recommender.ranking;

import dev.tidings.opportunities.Opportunity;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** All texts of an opportunity as normalized words, for looking up words and phrases. */
public final class OpportunityText {
    private final String words;

    private OpportunityText(String words) {
        this.words = words;
    }

    public static OpportunityText of(Opportunity opportunity) {
        StringBuilder words = new StringBuilder();
        opportunity.tags().forEach(tag -> add(tag, words));
        opportunity.disciplines().forEach(discipline -> add(discipline, words));
        add(opportunity.type(), words);
        add(opportunity.title(), words);
        add(opportunity.organization(), words);
        add(opportunity.location(), words);
        add(opportunity.description(), words);
        return new OpportunityText(words.toString());
    }

    /** A phrase matches within one text: no phrase contains the line break. */
    private static void add(@Nullable String text, StringBuilder words) {
        words.append(' ').append(StemmingTokenizer.normalizePhrase(text)).append(" \n");
    }

    /**
     * Whether a text has these words in a row. Upper case, punctuation, diacritics and English plurals make no
     * difference: "Public Arts" is in "a public-art commission".
     */
    public boolean contains(String phrase) {
        String normalized = StemmingTokenizer.normalizePhrase(phrase);
        return !normalized.isEmpty() && words.contains(" " + normalized + " ");
    }

    /** How many of the phrases it contains. Phrases that differ in case, punctuation or plural count once. */
    public int count(Collection<String> phrases) {
        return (int) phrases.stream()
                .filter(this::contains)
                .map(StemmingTokenizer::normalizePhrase)
                .distinct()
                .count();
    }
}
