package dev.tidings.recommender.ranking;

import dev.tidings.recommender.ranking.ReaderProfile.LikedItem;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** Computes the feature vectors of one reader's candidates for one letter. */
final class FeatureExtractor {
    private static final double OLD_DAYS = 60;
    private static final double NEAR_DAYS = 14;
    private static final int MAX_LIKED = 40;

    /** An opportunity counts as new until this age. */
    private static final double NEW_DAYS = 14;

    private final OpportunityIndex catalog;
    private final List<Candidate> candidates;
    private final CandidateVectors vectors;
    private final float[] declaredTopics;
    private final float[] likedTopics;
    private final float[] passedTopics;
    private final float[] profileTopics;
    private final float[] nearestLiked;
    private final float[] nearestDismissed;
    private final ReaderProfile profile;
    private final int hour;
    private final int today;
    private final float[] likedTypes;
    private final MemoizedPredicate<Set<String>> hasDeclaredDiscipline;
    private final BitSet namesCareerStage;
    private final MemoizedPredicate<Location> isInDeclaredLocation;
    private final float maxDeclaredScore;

    FeatureExtractor(
            OpportunityIndex catalog,
            ReaderProfile profile,
            Reader reader,
            SendContext context,
            List<Candidate> candidates) {
        this.catalog = catalog;
        this.candidates = candidates;
        vectors = new CandidateVectors(catalog.topics(), candidates);
        declaredTopics = vectors.similarities(profile.declaredTopics());
        likedTopics = vectors.similarities(profile.likedTopics());
        passedTopics = vectors.similarities(profile.passedTopics());
        profileTopics = vectors.similarities(profile.profileTopics());
        nearestLiked = vectors.maxSimilarities(profile.liked().stream()
                .limit(MAX_LIKED)
                .mapToInt(LikedItem::item)
                .toArray());
        nearestDismissed = vectors.maxSimilarities(
                profile.dismissed().stream().mapToInt(Integer::intValue).toArray());
        this.profile = profile;
        hour = OpportunityFacts.hour(context.sendTime());
        today = OpportunityFacts.day(LocalDate.ofInstant(context.sendTime(), reader.zone()));
        likedTypes = likedTypes(profile, catalog.types());
        Set<String> disciplines =
                OpportunityAttributes.phrases(reader.declared().disciplines());
        hasDeclaredDiscipline = new MemoizedPredicate<>(
                catalog.disciplines(), itemDisciplines -> !Collections.disjoint(disciplines, itemDisciplines));
        namesCareerStage =
                catalog.withAnyTerm(StemmingTokenizer.tokenize(reader.declared().careerStage()));
        List<Location> declaredLocations =
                reader.declared().locations().stream().map(Location::of).toList();
        isInDeclaredLocation =
                new MemoizedPredicate<>(catalog.locations(), location -> isAt(declaredLocations, location));
        maxDeclaredScore = maxDeclaredScore(candidates);
    }

    private static float maxDeclaredScore(List<Candidate> candidates) {
        float max = 1e-6f;
        for (Candidate candidate : candidates) {
            max = Math.max(max, candidate.declaredScore());
        }
        return max;
    }

    CandidateVectors vectors() {
        return vectors;
    }

    /** @param index position in the list of candidates */
    FeatureVector extract(int index) {
        Candidate candidate = candidates.get(index);
        int item = candidate.item();
        float[] features = new float[Feature.COUNT];
        float confidence = profile.confidence();
        setFeature(features, Feature.BIAS, 1);
        setFeature(features, Feature.KNOWN, confidence);
        setFeature(features, Feature.DECLARED, candidate.declaredScore() / maxDeclaredScore);
        setFeature(features, Feature.DECLARED_KNOWN, candidate.declaredScore() / maxDeclaredScore * confidence);
        setFeature(features, Feature.DECLARED_TOPICS, declaredTopics[index]);
        setFeature(features, Feature.LIKED_TOPICS, likedTopics[index]);
        setFeature(features, Feature.LIKED_TOPICS_KNOWN, likedTopics[index] * confidence);
        setFeature(features, Feature.LIKED_WORDS, candidate.likedScore());
        setFeature(features, Feature.LIKED_WORDS_KNOWN, candidate.likedScore() * confidence);
        setFeature(features, Feature.NEAREST_LIKED, nearestLiked[index]);
        setFeature(features, Feature.PASSED_TOPICS, passedTopics[index]);
        setFeature(features, Feature.PASSED_WORDS, candidate.passedScore());
        setFeature(features, Feature.DECLARED_TOPICS_KNOWN, features[Feature.DECLARED_TOPICS.index()] * confidence);
        setFeature(
                features,
                Feature.DECLARED_TRIED,
                candidate.declaredScore() / maxDeclaredScore * profile.passedConfidence());
        setFeature(features, Feature.NEAREST_DISMISSED, nearestDismissed[index]);
        setFeature(features, Feature.RESPONSE, catalog.popularity().of(item));
        setFeature(features, Feature.RESPONSE_SURPRISE, catalog.popularity().surprise(item));
        setLikedFeatures(index, candidate, features);
        setAttributes(item, features);
        return new FeatureVector(features);
    }

    private void setLikedFeatures(int index, Candidate candidate, float[] features) {
        setFeature(features, Feature.WORD_PREFERENCE, candidate.preference());
        setFeature(features, Feature.TAG_PREFERENCE, candidate.tagPreference());
        setFeature(features, Feature.NEAREST_LIKED_WORDS, candidate.nearestLiked());
        setFeature(features, Feature.SECOND_LIKED_WORDS, candidate.secondLiked());
        setFeature(features, Feature.NEAREST_LIKED_KNOWN, nearestLiked[index] * profile.confidence());
        setFeature(features, Feature.PROFILE_TOPICS, profileTopics[index]);
        setFeature(features, Feature.DECLARED_LIKED_TOPICS, declaredTopics[index] * likedTopics[index]);
    }

    private void setAttributes(int item, float[] features) {
        OpportunityFacts facts = catalog.facts();
        setFeature(features, Feature.AGE, age(facts, item));
        setFeature(features, Feature.DISCIPLINE, indicator(hasDeclaredDiscipline.test(item)));
        setFeature(features, Feature.TYPE_LIKED, likedTypes[catalog.types().codeAt(item)]);
        setFeature(features, Feature.PLACE, indicator(isInDeclaredLocation.test(item)));
        setFeature(features, Feature.CAREER_STAGE, indicator(namesCareerStage.get(item)));
        setFeature(features, Feature.FREE, indicator(facts.isFree(item)));
        setFeature(features, Feature.AWARD, indicator(facts.isAwarded(item)));
        setFeature(features, Feature.DEADLINE_NEAR, nearness(facts, item));
    }

    private static boolean isAt(List<Location> declaredLocations, Location location) {
        for (Location declared : declaredLocations) {
            if (!location.isAnywhere() && !declared.isAnywhere() && declared.overlaps(location)) {
                return true;
            }
        }
        return false;
    }

    private static void setFeature(float[] features, Feature feature, float value) {
        features[feature.index()] = value;
    }

    private static float indicator(boolean value) {
        return value ? 1 : 0;
    }

    private float age(OpportunityFacts facts, int item) {
        OptionalDouble days = facts.age(hour, item);
        return days.isEmpty() ? 0.5f : (float) Math.min(1, days.getAsDouble() / OLD_DAYS);
    }

    /** Whether the opportunity was posted in the two weeks before the letter. False if the time of posting is unknown. */
    static boolean isNew(FeatureVector features) {
        return features.at(Feature.AGE.index()) <= (float) (NEW_DAYS / OLD_DAYS);
    }

    private float nearness(OpportunityFacts facts, int item) {
        OptionalInt days = facts.daysLeft(today, item);
        return days.isEmpty() ? 0 : (float) Math.exp(-Math.max(0, days.getAsInt()) / NEAR_DAYS);
    }

    private static float[] likedTypes(ReaderProfile profile, DictionaryEncoding<String> types) {
        float[] liked = new float[types.size()];
        profile.likedTypes().forEach((type, share) -> liked[types.codeOf(type)] = share);
        return liked;
    }
}
