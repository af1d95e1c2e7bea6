package dev.tidings.content.recommendation.bot;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is compared of an opportunity, ready to be compared.
 *
 * @param group stands for it and everything that reports the same: the id of the first report
 * @param words all its tags, disciplines and its type, as phrases
 */
record Traits(
        String group,
        Set<String> disciplines,
        @Nullable String type,
        Set<String> words,
        Place place,
        @Nullable String language) {

    static Traits of(Opportunity opportunity, String group) {
        Set<String> disciplines = phrases(opportunity.disciplines());
        String type = Words.phrase(opportunity.type());
        Set<String> words = new HashSet<>(phrases(opportunity.tags()));
        words.addAll(disciplines);
        words.add(type);
        words.remove("");
        return new Traits(
                group,
                disciplines,
                type.isEmpty() ? null : type,
                words,
                Place.of(opportunity.location()),
                language(opportunity.language()));
    }

    static Set<String> phrases(List<String> texts) {
        return texts.stream()
                .map(Words::phrase)
                .filter(phrase -> !phrase.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The language alone of a BCP 47 tag: British English is English. */
    static @Nullable String language(@Nullable String tag) {
        return tag == null || tag.isBlank()
                ? null
                : Locale.forLanguageTag(tag.strip()).getLanguage();
    }
}
