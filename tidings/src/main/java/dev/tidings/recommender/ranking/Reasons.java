package dev.tidings.recommender.ranking;

import dev.tidings.opportunities.Opportunity;
import dev.tidings.recommender.ranking.PickReason.InReadersLocation;
import dev.tidings.recommender.ranking.PickReason.InterestMatch;
import dev.tidings.recommender.ranking.PickReason.LikedByOthers;
import dev.tidings.recommender.ranking.PickReason.NewItem;
import dev.tidings.recommender.ranking.PickReason.SimilarItem;
import dev.tidings.recommender.ranking.PickReason.UnfamiliarTopic;
import dev.tidings.recommender.ranking.ReaderProfile.LikedItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Explains a pick from the features with the largest contributions. */
final class Reasons {
    private static final int MAX_TITLE = 60;
    private static final int MAX_WORD = 40;
    private static final int MAX_WORDS = 2;

    /** Below this similarity, a liked item does not explain a pick. */
    private static final float MIN_SIMILARITY = 0.2f;

    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\s]+");

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

    private final OpportunityIndex catalog;
    private final RankingModel model;
    private final ReaderProfile profile;
    private final Map<String, String> declared;
    private final List<String> locations;

    Reasons(OpportunityIndex catalog, RankingModel model, Reader reader, ReaderProfile profile) {
        this.catalog = catalog;
        this.model = model;
        this.profile = profile;
        declared = new TreeMap<>();
        Stream.concat(reader.declared().disciplines().stream(), reader.declared().tags().stream())
                .forEach(word -> declared.putIfAbsent(StemmingTokenizer.normalizePhrase(word), word));
        declared.remove("");
        locations = reader.declared().locations();
    }

    PickReason explain(RankedCandidate candidate) {
        double likedScore = sum(candidate, LIKED);
        double declaredScore = sum(candidate, DECLARED);
        double popularityScore = sum(candidate, POPULARITY);
        PickReason declaredReason = declaredReason(candidate.item());
        PickReason likedReason = likedReason(candidate.item());
        if (likedReason != null && likedScore > declaredScore && likedScore > popularityScore) {
            return likedReason;
        }
        if (declaredReason != null && (declaredScore >= popularityScore || likedReason != null)) {
            return declaredReason;
        }
        if (likedReason != null && likedScore > popularityScore) {
            return likedReason;
        }
        if (popularityScore > MIN_POPULARITY) {
            return new LikedByOthers();
        }
        return declaredReason != null ? declaredReason : locationReason(candidate.item());
    }

    private double sum(RankedCandidate candidate, Set<Feature> features) {
        double sum = 0;
        for (Feature feature : features) {
            sum += model.weight(feature) * candidate.features().at(feature.index());
        }
        return sum;
    }

    PickReason explainExploration(RankedCandidate candidate) {
        Opportunity item = catalog.item(candidate.item());
        return Stream.of(item.disciplines().stream(), item.tags().stream(), Stream.ofNullable(item.type()))
                .flatMap(words -> words)
                .filter(word -> !declared.containsKey(StemmingTokenizer.normalizePhrase(word)))
                .map(Reasons::plain)
                .filter(word -> !word.isEmpty())
                .findFirst()
                .map(UnfamiliarTopic::new)
                .orElseGet(() -> new UnfamiliarTopic(null));
    }

    private @Nullable PickReason declaredReason(int item) {
        OpportunityAttributes attributes = catalog.attributes(item);
        List<String> words = new ArrayList<>();
        for (Map.Entry<String, String> word : declared.entrySet()) {
            boolean isType = word.getKey().equals(attributes.type());
            if (!isType && words.size() < MAX_WORDS && attributes.terms().contains(word.getKey())) {
                words.add(plain(word.getValue()));
            }
        }
        String type = likesType(attributes) ? plain(catalog.item(item).type()) : "";
        if (words.isEmpty() && type.isEmpty()) {
            return null;
        }
        return new InterestMatch(List.copyOf(words), type.isEmpty() ? null : type, place(attributes));
    }

    private boolean likesType(OpportunityAttributes attributes) {
        return attributes.type() != null
                && (declared.containsKey(attributes.type())
                        || profile.likedTypes().getOrDefault(attributes.type(), 0f) > 0);
    }

    private @Nullable String place(OpportunityAttributes attributes) {
        return locations.stream()
                .filter(location -> !attributes.location().isAnywhere()
                        && !Location.of(location).isAnywhere()
                        && Location.of(location).overlaps(attributes.location()))
                .findFirst()
                .map(location -> plain(location.split(",", 2)[0]))
                .filter(place -> !place.isEmpty())
                .orElse(null);
    }

    private @Nullable PickReason likedReason(int item) {
        LikedItem nearest = null;
        float highest = MIN_SIMILARITY;
        String ownTitle = catalog.item(item).title();
        for (LikedItem liked : profile.liked()) {
            float similarity = catalog.topics().similarity(item, liked.item());
            if (similarity > highest && !catalog.item(liked.item()).title().equalsIgnoreCase(ownTitle)) {
                highest = similarity;
                nearest = liked;
            }
        }
        if (nearest == null) {
            return null;
        }
        String title = shortened(plain(catalog.item(nearest.item()).title(), Integer.MAX_VALUE));
        return new SimilarItem(nearest.strongest().kind(), title);
    }

    private PickReason locationReason(int item) {
        String place = place(catalog.attributes(item));
        return place == null ? new NewItem() : new InReadersLocation(place);
    }

    /** One line without control and format characters. Texts over the limit become empty. */
    private static String plain(@Nullable String text) {
        return plain(text, MAX_WORD);
    }

    private static String plain(@Nullable String text, int maxLength) {
        String plain =
                text == null ? "" : INVISIBLE.matcher(text).replaceAll(" ").strip();
        return plain.length() > maxLength ? "" : plain;
    }

    private static String shortened(String title) {
        if (title.codePointCount(0, title.length()) <= MAX_TITLE) {
            return title;
        }
        return title.substring(0, title.offsetByCodePoints(0, MAX_TITLE - 1)).strip() + "…";
    }
}
