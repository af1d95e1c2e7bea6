package dev.tidings.content.recommendation.bot;

import java.time.LocalDate;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** What the ranker sees of one reader's candidates on one occasion. */
final class Sight {
    private static final double OLD_DAYS = 60;
    private static final double NEAR_DAYS = 14;
    private static final int NEAREST_AMONG = 40;

    private final Catalog catalog;
    private final List<Candidate> candidates;
    private final Crowd crowd;
    private final float[] declaredTopics;
    private final float[] likedTopics;
    private final float[] passedTopics;
    private final float[] nearestLiked;
    private final float[] nearestDismissed;
    private final Taste taste;
    private final int hour;
    private final int today;
    private final float[] likedTypes;
    private final Verdicts<Set<String>> ofDiscipline;
    private final BitSet namesStage;
    private final Verdicts<Place> atPlace;
    private final float mostDeclared;

    Sight(Catalog catalog, Taste taste, Reader reader, Occasion occasion, List<Candidate> candidates) {
        this.catalog = catalog;
        this.candidates = candidates;
        crowd = new Crowd(catalog.topics(), candidates);
        declaredTopics = crowd.likeness(taste.declaredTopics());
        likedTopics = crowd.likeness(taste.likedTopics());
        passedTopics = crowd.likeness(taste.passedTopics());
        nearestLiked = crowd.nearest(taste.liked().stream()
                .limit(NEAREST_AMONG)
                .mapToInt(Taste.Liking::item)
                .toArray());
        nearestDismissed = crowd.nearest(
                taste.dismissed().stream().mapToInt(Integer::intValue).toArray());
        this.taste = taste;
        hour = Terms.hour(occasion.sendTime());
        today = Terms.day(LocalDate.ofInstant(occasion.sendTime(), reader.zone()));
        likedTypes = likedTypes(taste, catalog.types());
        Set<String> disciplines = Traits.phrases(reader.profile().disciplines());
        ofDiscipline = new Verdicts<>(catalog.disciplines(), its -> !Collections.disjoint(disciplines, its));
        namesStage = catalog.withAny(Words.of(reader.profile().careerStage()));
        List<Place> places =
                reader.profile().locations().stream().map(Place::of).toList();
        atPlace = new Verdicts<>(catalog.places(), there -> isAt(places, there));
        float most = 1e-6f;
        for (Candidate candidate : candidates) {
            most = Math.max(most, candidate.declared());
        }
        mostDeclared = most;
    }

    Crowd crowd() {
        return crowd;
    }

    /** @param place of the candidate among all */
    Features of(int place) {
        Candidate candidate = candidates.get(place);
        int item = candidate.item();
        float[] seen = new float[Feature.COUNT];
        float known = taste.known();
        set(seen, Feature.BIAS, 1);
        set(seen, Feature.KNOWN, known);
        set(seen, Feature.DECLARED, candidate.declared() / mostDeclared);
        set(seen, Feature.DECLARED_KNOWN, candidate.declared() / mostDeclared * known);
        set(seen, Feature.DECLARED_TOPICS, declaredTopics[place]);
        set(seen, Feature.LIKED_TOPICS, likedTopics[place]);
        set(seen, Feature.LIKED_TOPICS_KNOWN, likedTopics[place] * known);
        set(seen, Feature.LIKED_WORDS, candidate.liked());
        set(seen, Feature.LIKED_WORDS_KNOWN, candidate.liked() * known);
        set(seen, Feature.NEAREST_LIKED, nearestLiked[place]);
        set(seen, Feature.PASSED_TOPICS, passedTopics[place]);
        set(seen, Feature.PASSED_WORDS, candidate.passed());
        set(seen, Feature.DECLARED_TOPICS_KNOWN, seen[Feature.DECLARED_TOPICS.index()] * known);
        set(seen, Feature.DECLARED_TRIED, candidate.declared() / mostDeclared * taste.tried());
        set(seen, Feature.NEAREST_DISMISSED, nearestDismissed[place]);
        set(seen, Feature.RESPONSE, catalog.popularity().of(item));
        describe(item, seen);
        return new Features(seen);
    }

    private void describe(int item, float[] seen) {
        Terms terms = catalog.terms();
        set(seen, Feature.AGE, age(terms, item));
        set(seen, Feature.DISCIPLINE, flag(ofDiscipline.of(item)));
        set(seen, Feature.TYPE_LIKED, likedTypes[catalog.types().of(item)]);
        set(seen, Feature.PLACE, flag(atPlace.of(item)));
        set(seen, Feature.CAREER_STAGE, flag(namesStage.get(item)));
        set(seen, Feature.FREE, flag(terms.isFree(item)));
        set(seen, Feature.AWARD, flag(terms.isAwarded(item)));
        set(seen, Feature.DEADLINE_NEAR, nearness(terms, item));
    }

    private static boolean isAt(List<Place> places, Place there) {
        for (Place place : places) {
            if (!there.isAnywhere() && !place.isAnywhere() && place.touches(there)) {
                return true;
            }
        }
        return false;
    }

    private static void set(float[] seen, Feature feature, float value) {
        seen[feature.index()] = value;
    }

    private static float flag(boolean is) {
        return is ? 1 : 0;
    }

    private float age(Terms terms, int item) {
        OptionalDouble days = terms.age(hour, item);
        return days.isEmpty() ? 0.5f : (float) Math.min(1, days.getAsDouble() / OLD_DAYS);
    }

    private float nearness(Terms terms, int item) {
        OptionalInt days = terms.daysLeft(today, item);
        return days.isEmpty() ? 0 : (float) Math.exp(-Math.max(0, days.getAsInt()) / NEAR_DAYS);
    }

    private static float[] likedTypes(Taste taste, Numbering<String> types) {
        float[] liked = new float[types.size()];
        taste.likedTypes().forEach((type, share) -> liked[types.number(type)] = share);
        return liked;
    }
}
