package dev.tidings.console;

import dev.tidings.recommender.ModelVersion;
import dev.tidings.recommender.WeeklyPickQuality;
import java.util.List;

/**
 * The bot's learned weights, quality and versions.
 *
 * @param learned every weight beside its initial value, the most important first
 * @param weeks the newest first
 * @param versions the newest first
 * @param canRollBack whether there is an earlier version to return to
 */
public record BotView(
        ModelVersion live,
        List<DivergingBar> learned,
        List<PickWeek> weeks,
        List<ModelVersion> versions,
        boolean canRollBack) {

    /**
     * A week's picks.
     *
     * @param title title of the digest
     * @param share positive reactions per letter as thousandths of the best week's
     */
    public record PickWeek(WeeklyPickQuality picks, String title, int share) {}
}
