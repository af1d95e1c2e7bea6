package dev.tidings.console;

import dev.tidings.recommender.ModelVersion;
import java.util.Map;

/**
 * What it would do to let another version pick, told before it is done.
 *
 * @param next the version that new editions would pick with
 * @param live what they pick with now
 * @param rollback whether the live one is taken back
 * @param readers how many people are due each digest that recommends, by its title
 */
public record PromotionView(ModelVersion next, ModelVersion live, boolean rollback, Map<String, Long> readers) {}
