package dev.tidings.console;

import dev.tidings.content.recommendation.ModelVersion;
import dev.tidings.content.recommendation.WeekOfPicks;
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
        ModelVersion live, List<Bar> learned, List<Week> weeks, List<ModelVersion> versions, boolean canRollBack) {

    /**
     * A week's picks.
     *
     * @param title the digest's
     * @param share of the best week's likings per letter, in thousandths
     */
    public record Week(WeekOfPicks picks, String title, int share) {}
}
