package dev.tidings.recommender.ranking;

import dev.tidings.opportunities.Opportunity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much each word counts in a text: a word in a tag weighs more than one in a description. */
final class TermVector {
    private static final float TAG_WEIGHT = 5;
    private static final float DISCIPLINE_WEIGHT = 5;
    private static final float TITLE_WEIGHT = 2;
    private static final float TYPE_WEIGHT = 2;
    private static final float LOCATION_WEIGHT = 2;
    private static final float TEXT_WEIGHT = 1;

    private final Map<String, Float> weights = new HashMap<>();

    static TermVector of(Opportunity opportunity) {
        TermVector bag = new TermVector();
        opportunity.tags().forEach(tag -> bag.addTag(tag, TAG_WEIGHT));
        opportunity.disciplines().forEach(discipline -> bag.addTag(discipline, DISCIPLINE_WEIGHT));
        bag.addTag(opportunity.type(), TYPE_WEIGHT);
        bag.addText(opportunity.title(), TITLE_WEIGHT);
        bag.addText(opportunity.location(), LOCATION_WEIGHT);
        bag.addText(opportunity.organization(), TEXT_WEIGHT);
        bag.addText(opportunity.description(), TEXT_WEIGHT);
        return bag;
    }

    static TermVector of(DeclaredInterests profile) {
        TermVector bag = new TermVector();
        profile.tags().forEach(tag -> bag.addTag(tag, TEXT_WEIGHT));
        profile.disciplines().forEach(discipline -> bag.addTag(discipline, TEXT_WEIGHT));
        profile.locations().forEach(location -> bag.addText(location, TEXT_WEIGHT / 2));
        bag.addText(profile.careerStage(), TEXT_WEIGHT / 2);
        return bag;
    }

    Map<String, Float> weights() {
        return weights;
    }

    /** Counts a tag's words, and the whole tag where it has several. */
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
