package dev.tidings.recommender.ranking;

import dev.tidings.opportunities.Opportunity;
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
 * @param terms all its tags, disciplines and its type, as phrases
 */
record OpportunityAttributes(
        String group,
        Set<String> disciplines,
        @Nullable String type,
        Set<String> terms,
        Location location,
        @Nullable String language) {

    static OpportunityAttributes of(Opportunity opportunity, String group) {
        Set<String> disciplines = phrases(opportunity.disciplines());
        String type = StemmingTokenizer.normalizePhrase(opportunity.type());
        Set<String> words = new HashSet<>(phrases(opportunity.tags()));
        words.addAll(disciplines);
        words.add(type);
        words.remove("");
        return new OpportunityAttributes(
                group,
                disciplines,
                type.isEmpty() ? null : type,
                words,
                Location.of(opportunity.location()),
                language(opportunity.language()));
    }

    static Set<String> phrases(List<String> texts) {
        return texts.stream()
                .map(StemmingTokenizer::normalizePhrase)
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
