package dev.tidings.recommender.ranking;

import dev.tidings.opportunities.Opportunity;
import dev.tidings.recommender.ranking.PickReason.InReadersPlace;
import dev.tidings.recommender.ranking.PickReason.InterestMatch;
import dev.tidings.recommender.ranking.PickReason.LikedByOthers;
import dev.tidings.recommender.ranking.PickReason.NewItem;
import dev.tidings.recommender.ranking.PickReason.SimilarItem;
import dev.tidings.recommender.ranking.PickReason.UnfamiliarTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Why an item was picked: from what added most to its score. */
final class Reasons {
    private static final int LONGEST_TITLE = 60;
    private static final int LONGEST_WORD = 40;
    private static final int MOST_WORDS = 2;

    /** Below this, nobody would see why one was named for the other. */
    private static final float MIN_SIMILARITY = 0.2f;

    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\s]+");

    private final OpportunityIndex catalog;
    private final RankingModel model;
    private final ReaderProfile profile;
    private final Map<String, String> declared;
    private final List<String> locations;

    Reasons(OpportunityIndex catalog, RankingModel model, Reader reader, ReaderProfile taste) {
        this.catalog = catalog;
        this.model = model;
        this.profile = taste;
        declared = new TreeMap<>();
        Stream.concat(reader.declared().disciplines().stream(), reader.declared().tags().stream())
                .forEach(word -> declared.putIfAbsent(StemmingTokenizer.normalizePhrase(word), word));
        declared.remove("");
        locations = reader.declared().locations();
    }

    PickReason explain(RankedCandidate picked) {
        double liked = sum(picked, LIKED);
        double said = sum(picked, DECLARED);
        double others = sum(picked, POPULARITY);
        PickReason byDeclared = ofDeclared(picked.item());
        PickReason byLiked = ofLiked(picked.item());
        if (byLiked != null && liked > said && liked > others) {
            return byLiked;
        }
        if (byDeclared != null && (said >= others || byLiked != null)) {
            return byDeclared;
        }
        if (byLiked != null && liked > others) {
            return byLiked;
        }
        if (others > MIN_POPULARITY) {
            return new LikedByOthers();
        }
        return byDeclared != null ? byDeclared : ofLocation(picked.item());
    }

    private static final Set<Feature> LIKED = Set.of(
            Feature.LIKED_TOPICS,
            Feature.LIKED_TOPICS_KNOWN,
            Feature.LIKED_WORDS,
            Feature.LIKED_WORDS_KNOWN,
            Feature.NEAREST_LIKED,
            Feature.TYPE_LIKED);
    private static final Set<Feature> DECLARED = Set.of(
            Feature.DECLARED,
            Feature.DECLARED_KNOWN,
            Feature.DECLARED_TOPICS,
            Feature.DISCIPLINE,
            Feature.PLACE,
            Feature.CAREER_STAGE);
    private static final Set<Feature> POPULARITY = Set.of(Feature.RESPONSE);
    private static final double MIN_POPULARITY = 0.3;

    private double sum(RankedCandidate picked, Set<Feature> features) {
        double sum = 0;
        for (Feature feature : features) {
            sum += model.weight(feature) * picked.features().at(feature.index());
        }
        return sum;
    }

    PickReason explainExploration(RankedCandidate picked) {
        Opportunity item = catalog.item(picked.item());
        return Stream.of(item.disciplines().stream(), item.tags().stream(), Stream.ofNullable(item.type()))
                .flatMap(words -> words)
                .filter(word -> !declared.containsKey(StemmingTokenizer.normalizePhrase(word)))
                .map(Reasons::plain)
                .filter(word -> !word.isEmpty())
                .findFirst()
                .map(UnfamiliarTopic::new)
                .orElseGet(() -> new UnfamiliarTopic(null));
    }

    private @Nullable PickReason ofDeclared(int item) {
        OpportunityAttributes traits = catalog.attributes(item);
        List<String> words = new ArrayList<>();
        for (Map.Entry<String, String> word : declared.entrySet()) {
            boolean isType = word.getKey().equals(traits.type());
            if (!isType && words.size() < MOST_WORDS && traits.terms().contains(word.getKey())) {
                words.add(plain(word.getValue()));
            }
        }
        String type = likesType(traits) ? plain(catalog.item(item).type()) : "";
        if (words.isEmpty() && type.isEmpty()) {
            return null;
        }
        return new InterestMatch(List.copyOf(words), type.isEmpty() ? null : type, place(traits));
    }

    private boolean likesType(OpportunityAttributes traits) {
        return traits.type() != null
                && (declared.containsKey(traits.type()) || profile.likedTypes().getOrDefault(traits.type(), 0f) > 0);
    }

    private @Nullable String place(OpportunityAttributes traits) {
        return locations.stream()
                .filter(location -> !traits.location().isAnywhere()
                        && !Location.of(location).isAnywhere()
                        && Location.of(location).overlaps(traits.location()))
                .findFirst()
                .map(location -> plain(location.split(",", 2)[0]))
                .filter(place -> !place.isEmpty())
                .orElse(null);
    }

    private @Nullable PickReason ofLiked(int item) {
        ReaderProfile.LikedItem nearest = null;
        float most = MIN_SIMILARITY;
        String itself = catalog.item(item).title();
        for (ReaderProfile.LikedItem liking : profile.liked()) {
            float likeness = catalog.topics().similarity(item, liking.item());
            if (likeness > most && !catalog.item(liking.item()).title().equalsIgnoreCase(itself)) {
                most = likeness;
                nearest = liking;
            }
        }
        if (nearest == null) {
            return null;
        }
        String title = shortened(plain(catalog.item(nearest.item()).title(), Integer.MAX_VALUE));
        return new SimilarItem(nearest.strongest().kind(), title);
    }

    private PickReason ofLocation(int item) {
        String place = place(catalog.attributes(item));
        return place == null ? new NewItem() : new InReadersPlace(place);
    }

    /** On one line, without what is not meant to be read; longer words are not shown. */
    private static String plain(@Nullable String text) {
        return plain(text, LONGEST_WORD);
    }

    private static String plain(@Nullable String text, int longest) {
        String plain =
                text == null ? "" : INVISIBLE.matcher(text).replaceAll(" ").strip();
        return plain.length() > longest ? "" : plain;
    }

    private static String shortened(String title) {
        if (title.codePointCount(0, title.length()) <= LONGEST_TITLE) {
            return title;
        }
        return title.substring(0, title.offsetByCodePoints(0, LONGEST_TITLE - 1))
                        .strip() + "…";
    }
}
