package dev.tidings.recommender.ranking;

import dev.tidings.opportunities.Opportunity;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The normalized attributes of an opportunity.
 *
 * @param group the id of the original report, shared by all its duplicates
 * @param terms all tags, disciplines and the type, as normalized phrases
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
        Set<String> terms = new HashSet<>(phrases(opportunity.tags()));
        terms.addAll(disciplines);
        terms.add(type);
        terms.remove("");
        return new OpportunityAttributes(
                group,
                disciplines,
                type.isEmpty() ? null : type,
                terms,
                Location.of(opportunity.location()),
                language(opportunity.language()));
    }

    static Set<String> phrases(List<String> texts) {
        return texts.stream()
                .map(StemmingTokenizer::normalizePhrase)
                .filter(phrase -> !phrase.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The primary language of a BCP 47 tag: {@code en} for {@code en-GB}. */
    static @Nullable String language(@Nullable String tag) {
        return tag == null || tag.isBlank()
                ? null
                : Locale.forLanguageTag(tag.strip()).getLanguage();
    }
}
