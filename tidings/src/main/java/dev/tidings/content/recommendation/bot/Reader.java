package dev.tidings.content.recommendation.bot;

import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * Whom to pick for, and all that is known of them.
 *
 * @param reactions to opportunities, in any order; none from before the reader's bot was reset
 * @param shown what letters have offered, in any order; none from before the reader's bot was reset
 * @param never ids of opportunities not to offer: above all everything ever sent, resets or not
 */
public record Reader(
        String userId, ZoneId zone, Profile profile, List<Reaction> reactions, List<Shown> shown, Set<String> never) {}
