package dev.tidings.content.recommendation.bot;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the ranker sees of one reader's candidates on one occasion. */
final class Sight {
    private static final double OLD_DAYS = 60;
    private static final double NEAR_DAYS = 14;
    private static final int NEAREST_AMONG = 40;

    private final Catalog catalog;
    private final List<Candidate> candidates;
    private final float[] declaredTopics;
    private final float[] likedTopics;
    private final float[] passedTopics;
    private final float[] nearestLiked;
    private final float[] nearestDismissed;
    private final Taste taste;
    private final Instant now;
    private final LocalDate today;
    private final Set<String> disciplines;
    private final List<String> careerStage;
    private final List<Place> places;
    private final float mostDeclared;

    Sight(Catalog catalog, Taste taste, Reader reader, Occasion occasion, List<Candidate> candidates) {
        this.catalog = catalog;
        this.candidates = candidates;
        Crowd crowd = new Crowd(catalog.topics(), candidates);
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
        now = occasion.sendTime();
        today = LocalDate.ofInstant(now, reader.zone());
        disciplines = Traits.phrases(reader.profile().disciplines());
        careerStage = Words.of(reader.profile().careerStage());
        places = reader.profile().locations().stream().map(Place::of).toList();
        float most = 1e-6f;
        for (Candidate candidate : candidates) {
            most = Math.max(most, candidate.declared());
        }
        mostDeclared = most;
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
        return Features.of(seen);
    }

    private void describe(int item, float[] seen) {
        Opportunity opportunity = catalog.item(item);
        Traits traits = catalog.traits(item);
        set(seen, Feature.AGE, age(opportunity.postedAt()));
        set(seen, Feature.DISCIPLINE, flag(!Collections.disjoint(disciplines, traits.disciplines())));
        set(
                seen,
                Feature.TYPE_LIKED,
                traits.type() == null ? 0 : taste.likedTypes().getOrDefault(traits.type(), 0f));
        set(seen, Feature.PLACE, flag(isAtPlace(traits.place())));
        set(seen, Feature.CAREER_STAGE, flag(!Collections.disjoint(careerStage, traits.words())));
        set(
                seen,
                Feature.FREE,
                flag(opportunity.fee() != null && opportunity.fee().signum() == 0));
        set(seen, Feature.AWARD, flag(opportunity.award() != null));
        set(seen, Feature.DEADLINE_NEAR, nearness(opportunity.deadline()));
    }

    private boolean isAtPlace(Place there) {
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

    private float age(@Nullable Instant postedAt) {
        if (postedAt == null) {
            return 0.5f;
        }
        double days = Math.max(0, Duration.between(postedAt, now).toHours() / 24.0);
        return (float) Math.min(1, days / OLD_DAYS);
    }

    private float nearness(@Nullable Deadline deadline) {
        if (deadline == null) {
            return 0;
        }
        return (float) Math.exp(-Math.max(0, ChronoUnit.DAYS.between(today, deadline.day())) / NEAR_DAYS);
    }
}
