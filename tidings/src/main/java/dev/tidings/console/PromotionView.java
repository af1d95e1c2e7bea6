package dev.tidings.console;

import dev.tidings.audience.AudienceSize;
import dev.tidings.recommender.ModelVersion;
import java.util.Map;

/**
 * The confirmation before another model version goes live.
 *
 * @param next the version that new editions would use
 * @param live the version in use
 * @param rollback whether this returns to an earlier version
 * @param readers recipients of each recommending digest, by its title
 */
public record PromotionView(
        ModelVersion next, ModelVersion live, boolean rollback, Map<String, AudienceSize> readers) {}
