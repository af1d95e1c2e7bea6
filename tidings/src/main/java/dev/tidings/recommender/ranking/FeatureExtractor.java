package dev.tidings.recommender.ranking;

import java.time.LocalDate;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** What the ranker sees of one reader's candidates on one occasion. */
final class FeatureExtractor {
    private static final double OLD_DAYS = 60;
    private static final double NEAR_DAYS = 14;
    private static final int NEAREST_AMONG = 40;

    private final OpportunityIndex catalog;
    private final List<Candidate> candidates;
    private final CandidateVectors vectors;
    private final float[] declaredTopics;
    private final float[] likedTopics;
    private final float[] passedTopics;
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
            ReaderProfile taste,
            Reader reader,
            SendContext occasion,
            List<Candidate> candidates) {
        this.catalog = catalog;
        this.candidates = candidates;
        vectors = new CandidateVectors(catalog.topics(), candidates);
        declaredTopics = vectors.similarities(taste.declaredTopics());
        likedTopics = vectors.similarities(taste.likedTopics());
        passedTopics = vectors.similarities(taste.passedTopics());
        nearestLiked = vectors.maxSimilarities(taste.liked().stream()
                .limit(NEAREST_AMONG)
                .mapToInt(ReaderProfile.LikedItem::item)
                .toArray());
        nearestDismissed = vectors.maxSimilarities(
                taste.dismissed().stream().mapToInt(Integer::intValue).toArray());
        this.profile = taste;
        hour = OpportunityFacts.hour(occasion.sendTime());
        today = OpportunityFacts.day(LocalDate.ofInstant(occasion.sendTime(), reader.zone()));
        likedTypes = likedTypes(taste, catalog.types());
        Set<String> disciplines =
                OpportunityAttributes.phrases(reader.declared().disciplines());
        hasDeclaredDiscipline =
                new MemoizedPredicate<>(catalog.disciplines(), its -> !Collections.disjoint(disciplines, its));
        namesCareerStage =
                catalog.withAnyTerm(StemmingTokenizer.tokenize(reader.declared().careerStage()));
        List<Location> places =
                reader.declared().locations().stream().map(Location::of).toList();
        isInDeclaredLocation = new MemoizedPredicate<>(catalog.places(), there -> isAt(places, there));
        float most = 1e-6f;
        for (Candidate candidate : candidates) {
            most = Math.max(most, candidate.declaredScore());
        }
        maxDeclaredScore = most;
    }

    CandidateVectors vectors() {
        return vectors;
    }

    /** @param place of the candidate among all */
    FeatureVector extract(int place) {
        Candidate candidate = candidates.get(place);
        int item = candidate.item();
        float[] seen = new float[Feature.COUNT];
        float known = profile.confidence();
        setFeature(seen, Feature.BIAS, 1);
        setFeature(seen, Feature.KNOWN, known);
        setFeature(seen, Feature.DECLARED, candidate.declaredScore() / maxDeclaredScore);
        setFeature(seen, Feature.DECLARED_KNOWN, candidate.declaredScore() / maxDeclaredScore * known);
        setFeature(seen, Feature.DECLARED_TOPICS, declaredTopics[place]);
        setFeature(seen, Feature.LIKED_TOPICS, likedTopics[place]);
        setFeature(seen, Feature.LIKED_TOPICS_KNOWN, likedTopics[place] * known);
        setFeature(seen, Feature.LIKED_WORDS, candidate.likedScore());
        setFeature(seen, Feature.LIKED_WORDS_KNOWN, candidate.likedScore() * known);
        setFeature(seen, Feature.NEAREST_LIKED, nearestLiked[place]);
        setFeature(seen, Feature.PASSED_TOPICS, passedTopics[place]);
        setFeature(seen, Feature.PASSED_WORDS, candidate.passedScore());
        setFeature(seen, Feature.DECLARED_TOPICS_KNOWN, seen[Feature.DECLARED_TOPICS.index()] * known);
        setFeature(
                seen,
                Feature.DECLARED_TRIED,
                candidate.declaredScore() / maxDeclaredScore * profile.passedConfidence());
        setFeature(seen, Feature.NEAREST_DISMISSED, nearestDismissed[place]);
        setFeature(seen, Feature.RESPONSE, catalog.popularity().of(item));
        setAttributes(item, seen);
        return new FeatureVector(seen);
    }

    private void setAttributes(int item, float[] seen) {
        OpportunityFacts terms = catalog.facts();
        setFeature(seen, Feature.AGE, age(terms, item));
        setFeature(seen, Feature.DISCIPLINE, indicator(hasDeclaredDiscipline.test(item)));
        setFeature(seen, Feature.TYPE_LIKED, likedTypes[catalog.types().codeAt(item)]);
        setFeature(seen, Feature.PLACE, indicator(isInDeclaredLocation.test(item)));
        setFeature(seen, Feature.CAREER_STAGE, indicator(namesCareerStage.get(item)));
        setFeature(seen, Feature.FREE, indicator(terms.isFree(item)));
        setFeature(seen, Feature.AWARD, indicator(terms.isAwarded(item)));
        setFeature(seen, Feature.DEADLINE_NEAR, nearness(terms, item));
    }

    private static boolean isAt(List<Location> places, Location there) {
        for (Location place : places) {
            if (!there.isAnywhere() && !place.isAnywhere() && place.overlaps(there)) {
                return true;
            }
        }
        return false;
    }

    private static void setFeature(float[] seen, Feature feature, float value) {
        seen[feature.index()] = value;
    }

    private static float indicator(boolean is) {
        return is ? 1 : 0;
    }

    private float age(OpportunityFacts terms, int item) {
        OptionalDouble days = terms.age(hour, item);
        return days.isEmpty() ? 0.5f : (float) Math.min(1, days.getAsDouble() / OLD_DAYS);
    }

    private float nearness(OpportunityFacts terms, int item) {
        OptionalInt days = terms.daysLeft(today, item);
        return days.isEmpty() ? 0 : (float) Math.exp(-Math.max(0, days.getAsInt()) / NEAR_DAYS);
    }

    private static float[] likedTypes(ReaderProfile taste, DictionaryEncoding<String> types) {
        float[] liked = new float[types.size()];
        taste.likedTypes().forEach((type, share) -> liked[types.codeOf(type)] = share);
        return liked;
    }
}
