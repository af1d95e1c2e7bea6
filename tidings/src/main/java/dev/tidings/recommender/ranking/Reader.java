package dev.tidings.recommender.ranking;

import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * The reader to pick for.
 *
 * @param interactions in any order; none from before the reset of the reader's model
 * @param impressions items of earlier letters, in any order; none from before the reset
 * @param excluded ids of opportunities that must not be offered; contains every item ever sent, regardless of
 *     resets
 */
public record Reader(
        String userId,
        ZoneId zone,
        DeclaredInterests declared,
        List<Interaction> interactions,
        List<Impression> impressions,
        Set<String> excluded) {}
