package dev.tidings.content.recommendation.bot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much each word counts in a text: a word in a tag weighs more than one in a description. */
final class Bag {
    private static final float TAG = 5;
    private static final float DISCIPLINE = 5;
    private static final float TITLE = 2;
    private static final float TYPE = 2;
    private static final float PLACE = 2;
    private static final float TEXT = 1;

    private final Map<String, Float> counts = new HashMap<>();

    static Bag of(Opportunity opportunity) {
        Bag bag = new Bag();
        opportunity.tags().forEach(tag -> bag.addTag(tag, TAG));
        opportunity.disciplines().forEach(discipline -> bag.addTag(discipline, DISCIPLINE));
        bag.addTag(opportunity.type(), TYPE);
        bag.addText(opportunity.title(), TITLE);
        bag.addText(opportunity.location(), PLACE);
        bag.addText(opportunity.organization(), TEXT);
        bag.addText(opportunity.description(), TEXT);
        return bag;
    }

    static Bag of(Profile profile) {
        Bag bag = new Bag();
        profile.tags().forEach(tag -> bag.addTag(tag, TEXT));
        profile.disciplines().forEach(discipline -> bag.addTag(discipline, TEXT));
        profile.locations().forEach(location -> bag.addText(location, TEXT / 2));
        bag.addText(profile.careerStage(), TEXT / 2);
        return bag;
    }

    Map<String, Float> counts() {
        return counts;
    }

    /** Counts a tag's words, and the whole tag where it has several. */
    private void addTag(@Nullable String tag, float weight) {
        List<String> words = Words.of(tag);
        words.forEach(word -> counts.merge(word, weight, Float::sum));
        if (words.size() > 1) {
            counts.merge(String.join(" ", words), weight, Float::sum);
        }
    }

    private void addText(@Nullable String text, float weight) {
        Words.of(text).forEach(word -> counts.merge(word, weight, Float::sum));
    }
}
