package dev.tidings.console;

import dev.tidings.recommender.ModelVersion;
import dev.tidings.recommender.WeeklyPickQuality;
import java.util.List;

/**
 * What the bot learned, how it does, and its versions.
 *
 * @param learned every weight beside what was believed at first, what matters most first
 * @param weeks the newest first
 * @param versions the newest first
 * @param canRollBack whether there is a version to go back to
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
     * @param title the digest's
     * @param share of the best week's likings per letter, in thousandths
     */
    public record PickWeek(WeeklyPickQuality picks, String title, int share) {}
}
