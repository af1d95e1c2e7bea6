package dev.tidings.recommender.ranking;

import dev.tidings.opportunities.Opportunity;
import dev.tidings.recommender.ranking.PickReason.CareerStageMatch;
import dev.tidings.recommender.ranking.PickReason.InReadersLocation;
import dev.tidings.recommender.ranking.PickReason.InterestMatch;
import dev.tidings.recommender.ranking.PickReason.LikedByOthers;
import dev.tidings.recommender.ranking.PickReason.NewItem;
import dev.tidings.recommender.ranking.PickReason.SimilarItem;
import dev.tidings.recommender.ranking.PickReason.UnfamiliarTopic;
import dev.tidings.recommender.ranking.ReaderProfile.LikedItem;
import java.util.List;
import java.util.Set;
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
            Feature.NEAREST_LIKED_KNOWN,
            Feature.NEAREST_LIKED_WORDS,
            Feature.SECOND_LIKED_WORDS,
            Feature.WORD_PREFERENCE,
            Feature.TAG_PREFERENCE,
            Feature.TYPE_LIKED);
    private static final Set<Feature> DECLARED = Set.of(
            Feature.DECLARED,
            Feature.DECLARED_KNOWN,
            Feature.DECLARED_TOPICS,
            Feature.DISCIPLINE,
            Feature.PLACE,
            Feature.CAREER_STAGE);
    private static final Set<Feature> OTHERS = Set.of(Feature.RESPONSE, Feature.RESPONSE_SURPRISE);
    private static final double MIN_POPULARITY = 0.3;

    private final OpportunityIndex catalog;
    private final RankingModel model;
    private final ReaderProfile profile;
    private final DeclaredMatches matches;

    Reasons(OpportunityIndex catalog, RankingModel model, Reader reader, ReaderProfile profile) {
        this.catalog = catalog;
        this.model = model;
        this.profile = profile;
        matches = new DeclaredMatches(catalog, reader.declared());
    }

    /**
     * A liked item is named if it contributes more than the declared interests; then what the reader declared: words and
     * type, place, career stage. What others liked and what is new explain only picks without a reason of the reader's own.
     */
    PickReason explain(RankedCandidate candidate) {
        int item = candidate.item();
        PickReason similar = similarReason(item);
        if (similar != null && sum(candidate, LIKED) > sum(candidate, DECLARED)) {
            return similar;
        }
        PickReason declared = declaredReason(item);
        if (declared != null) {
            return declared;
        }
        if (similar != null) {
            return similar;
        }
        if (sum(candidate, OTHERS) > MIN_POPULARITY) {
            return new LikedByOthers();
        }
        return FeatureExtractor.isNew(candidate.features()) ? new NewItem() : explainExploration(candidate);
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
                .filter(word -> !matches.isDeclared(word))
                .map(Reasons::plain)
                .filter(word -> !word.isEmpty())
                .findFirst()
                .map(UnfamiliarTopic::new)
                .orElseGet(() -> new UnfamiliarTopic(null));
    }

    private @Nullable PickReason declaredReason(int item) {
        List<String> words = matches.words(item).stream()
                .map(Reasons::plain)
                .filter(word -> !word.isEmpty())
                .limit(MAX_WORDS)
                .toList();
        String type =
                likesType(catalog.attributes(item)) ? plain(catalog.item(item).type()) : "";
        String place = plain(matches.place(item));
        if (!words.isEmpty() || !type.isEmpty()) {
            return new InterestMatch(words, type.isEmpty() ? null : type, place.isEmpty() ? null : place);
        }
        if (!place.isEmpty()) {
            return new InReadersLocation(place);
        }
        String stage = plain(matches.careerStage(item));
        return stage.isEmpty() ? null : new CareerStageMatch(stage);
    }

    private boolean likesType(OpportunityAttributes attributes) {
        return attributes.type() != null
                && (matches.isDeclared(attributes.type())
                        || profile.likedTypes().getOrDefault(attributes.type(), 0f) > 0);
    }

    private @Nullable PickReason similarReason(int item) {
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
