package dev.tidings.digest;

import java.time.Duration;

/**
 * How long rows are kept after they are no longer needed.
 *
 * @param letterContent content of settled letters, counted from the end of their edition
 * @param letters settled letters themselves, counted from the end of their edition
 * @param feedback readers' actions on opportunities that are no longer live
 * @param picks picks of opportunities that are no longer live
 * @param opportunities expired opportunities without picks and feedback, counted from their last report
 * @param letterEvents single opens and clicks
 * @param sourceRuns runs of sources
 * @param alerts closed alerts and the log of repairs
 */
public record RetentionSettings(
        Duration letterContent,
        Duration letters,
        Duration feedback,
        Duration picks,
        Duration opportunities,
        Duration letterEvents,
        Duration sourceRuns,
        Duration alerts) {}
