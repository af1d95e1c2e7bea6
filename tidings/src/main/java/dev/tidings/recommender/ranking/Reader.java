package dev.tidings.recommender.ranking;

import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * Whom to pick for, and all that is known of them.
 *
 * @param interactions to opportunities, in any order; none from before the reader's bot was reset
 * @param impressions what letters have offered, in any order; none from before the reader's bot was reset
 * @param excluded ids of opportunities not to offer: above all everything ever sent, resets or not
 */
public record Reader(
        String userId,
        ZoneId zone,
        DeclaredInterests declared,
        List<Interaction> interactions,
        List<Impression> impressions,
        Set<String> excluded) {}
