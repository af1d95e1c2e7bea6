package dev.tidings.digest;

import java.time.Duration;

/**
 * How long rows are kept that nothing needs any more.
 *
 * @param letterContent what settled letters were rendered from, counted from the end of their edition
 * @param letters settled letters themselves, counted from the end of their edition
 * @param feedback what readers did with opportunities that are no longer live
 * @param picks which opportunities that are no longer live were sent to whom
 * @param opportunities opportunities that are over, and that nobody was sent or answered to; counted from their last
 *     report
 * @param letterEvents opens and clicks, one by one
 * @param sourceRuns how each reading of a source went
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
