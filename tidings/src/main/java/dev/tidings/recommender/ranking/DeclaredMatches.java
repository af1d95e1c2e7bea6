package dev.tidings.recommender.ranking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an opportunity has of a reader's declared interests, in the reader's words. */
final class DeclaredMatches {
    private final OpportunityIndex catalog;
    private final DeclaredInterests interests;
    private final Map<String, String> declared = new TreeMap<>();

    /** @param normalized the declared words without case and endings */
    private record MatchedPhrase(String normalized, String written, float weight) {
        boolean isPartOf(MatchedPhrase other) {
            return !equals(other) && (" " + other.normalized + " ").contains(" " + normalized + " ");
        }
    }

    DeclaredMatches(OpportunityIndex catalog, DeclaredInterests interests) {
        this.catalog = catalog;
        this.interests = interests;
        Stream.concat(interests.disciplines().stream(), interests.tags().stream())
                .forEach(word -> declared.putIfAbsent(StemmingTokenizer.normalizePhrase(word), word));
        declared.remove("");
    }

    boolean isDeclared(String word) {
        return declared.containsKey(StemmingTokenizer.normalizePhrase(word));
    }

    /** The declared words that a text of the item has, the rarest first. The item's type is not among them. */
    List<String> words(int item) {
        List<MatchedPhrase> matches = new ArrayList<>();
        declared.forEach((phrase, written) -> {
            float weight = phrase.equals(catalog.attributes(item).type()) ? 0 : weight(item, phrase);
            if (weight > 0) {
                matches.add(new MatchedPhrase(phrase, written, weight));
            }
        });
        return matches.stream()
                .filter(match -> matches.stream().noneMatch(match::isPartOf))
                .sorted(Comparator.comparingDouble(MatchedPhrase::weight)
                        .reversed()
                        .thenComparing(MatchedPhrase::normalized))
                .map(MatchedPhrase::written)
                .toList();
    }

    /** The weight of the phrase's most frequent word; zero if no text of the item has the phrase. */
    private float weight(int item, String phrase) {
        float weight = Float.MAX_VALUE;
        for (String word : phrase.split(" ", -1)) {
            weight = Math.min(weight, catalog.termIndex().weight(item, word));
        }
        if (catalog.attributes(item).terms().contains(phrase)) {
            return Math.max(weight, Float.MIN_VALUE);
        }
        boolean oneWord = phrase.indexOf(' ') < 0;
        return weight > 0 && (oneWord || text(item).contains(phrase)) ? weight : 0;
    }

    private OpportunityText text(int item) {
        return OpportunityText.of(catalog.item(item));
    }

    /** The declared place that the item is in, by the narrowest name that both have; null if none. */
    @Nullable
    String place(int item) {
        Location location = catalog.attributes(item).location();
        return interests.locations().stream()
                .filter(declaredPlace -> !location.isAnywhere()
                        && !Location.of(declaredPlace).isAnywhere()
                        && Location.of(declaredPlace).overlaps(location))
                .map(location::narrowestNameIn)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The declared career stage, if it is a tag of the item or in its title; null otherwise. */
    @Nullable
    String careerStage(int item) {
        String stage = interests.careerStage();
        String phrase = StemmingTokenizer.normalizePhrase(stage);
        String title = StemmingTokenizer.normalizePhrase(catalog.item(item).title());
        boolean named = !phrase.isEmpty()
                && (catalog.attributes(item).terms().contains(phrase)
                        || (" " + title + " ").contains(" " + phrase + " "));
        return named ? stage : null;
    }
}
