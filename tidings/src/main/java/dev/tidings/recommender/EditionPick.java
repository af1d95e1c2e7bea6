package dev.tidings.recommender;

import dev.tidings.opportunities.Opportunity;
import dev.tidings.recommender.ranking.DeclaredInterests;
import dev.tidings.recommender.ranking.OpportunityText;
import java.util.List;
import java.util.stream.Stream;

/**
 * An item of a letter and what its reader declared.
 *
 * @param reason as the letter has it
 * @param modelVersion the version that picked it
 */
public record EditionPick(
        String userId,
        DeclaredInterests declared,
        Opportunity opportunity,
        OpportunityText text,
        String reason,
        long modelVersion) {

    /** Whether a text of the opportunity has the word or phrase. */
    public boolean contains(String phrase) {
        return text.contains(phrase);
    }

    /** How many of the reader's declared disciplines and tags the opportunity has. */
    public int declaredWords() {
        List<String> words = Stream.concat(declared.disciplines().stream(), declared.tags().stream())
                .toList();
        return text.count(words);
    }
}
