package dev.tidings.recommender.ranking;

import dev.tidings.opportunities.Opportunity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Weighted term counts of a text. A term of a tag weighs more than one of a description. */
final class TermVector {
    private static final float TAG_WEIGHT = 5;
    private static final float DISCIPLINE_WEIGHT = 5;
    private static final float TITLE_WEIGHT = 2;
    private static final float TYPE_WEIGHT = 2;
    private static final float LOCATION_WEIGHT = 2;
    private static final float TEXT_WEIGHT = 1;

    private final Map<String, Float> weights = new HashMap<>();

    static TermVector of(Opportunity opportunity) {
        TermVector vector = new TermVector();
        opportunity.tags().forEach(tag -> vector.addTag(tag, TAG_WEIGHT));
        opportunity.disciplines().forEach(discipline -> vector.addTag(discipline, DISCIPLINE_WEIGHT));
        vector.addTag(opportunity.type(), TYPE_WEIGHT);
        vector.addText(opportunity.title(), TITLE_WEIGHT);
        vector.addText(opportunity.location(), LOCATION_WEIGHT);
        vector.addText(opportunity.organization(), TEXT_WEIGHT);
        vector.addText(opportunity.description(), TEXT_WEIGHT);
        return vector;
    }

    /** Each phrase is one term and counts once. */
    static TermVector ofPhrases(Set<String> phrases) {
        TermVector vector = new TermVector();
        phrases.forEach(phrase -> vector.weights.put(phrase, 1f));
        return vector;
    }

    static TermVector of(DeclaredInterests profile) {
        TermVector vector = new TermVector();
        profile.tags().forEach(tag -> vector.addTag(tag, TEXT_WEIGHT));
        profile.disciplines().forEach(discipline -> vector.addTag(discipline, TEXT_WEIGHT));
        profile.locations().forEach(location -> vector.addText(location, TEXT_WEIGHT / 2));
        vector.addText(profile.careerStage(), TEXT_WEIGHT / 2);
        return vector;
    }

    Map<String, Float> weights() {
        return weights;
    }

    /** Counts the words of a tag and, if there are several, the whole phrase. */
    private void addTag(@Nullable String tag, float weight) {
        List<String> words = StemmingTokenizer.tokenize(tag);
        words.forEach(word -> weights.merge(word, weight, Float::sum));
        if (words.size() > 1) {
            weights.merge(String.join(" ", words), weight, Float::sum);
        }
    }

    private void addText(@Nullable String text, float weight) {
        StemmingTokenizer.tokenize(text).forEach(word -> weights.merge(word, weight, Float::sum));
    }
}
