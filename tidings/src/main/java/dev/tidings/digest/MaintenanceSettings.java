package dev.tidings.digest;

import dev.tidings.core.EmailAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings of health checks and alerts.
 *
 * @param checks thresholds of the checks; each key is the name of a check
 * @param vacuum whether tables with many dead rows are vacuumed, not only reported
 */
public record MaintenanceSettings(CheckSettings checks, AlertSettings alerts, boolean vacuum) {

    /**
     * @param databaseLatency time for a connection and the simplest query
     * @param clockSkew difference between a node's clock and the database's
     * @param disk used share of the data folder's disk, in percent
     * @param heap used share of the heap after a collection, in percent
     * @param editionOpening time since the due time of an edition that is not open
     * @param nothingSent time since the due time of an edition without a sent letter
     * @param scheduler time since the due time of work that no worker has claimed
     * @param lettersOwed age of the oldest owed letter
     * @param failingJobs consecutive failures of a job
     * @param failingSources consecutive failures of a source
     * @param bounces dead addresses, in percent of a week's letters
     * @param complaints complaints, in percent of a week's letters
     * @param modelDrift decrease of clicks per letter in the last four weeks against the eight before, in percent
     * @param refusedCandidates consecutive refused candidates of the ranking model
     * @param deadRows share of dead rows in a table, in percent
     * @param minimumLetters minimum number of letters for checks of rates
     */
    public record CheckSettings(
            Thresholds<Duration> databaseLatency,
            Thresholds<Duration> clockSkew,
            Thresholds<Double> disk,
            Thresholds<Double> heap,
            Thresholds<Duration> editionOpening,
            Thresholds<Duration> nothingSent,
            TooFewSentSettings tooFewSent,
            Thresholds<Duration> scheduler,
            Thresholds<Duration> lettersOwed,
            Thresholds<Integer> failingJobs,
            Thresholds<Integer> failingSources,
            Thresholds<Double> bounces,
            Thresholds<Double> complaints,
            Thresholds<Double> modelDrift,
            Thresholds<Integer> refusedCandidates,
            Thresholds<Double> deadRows,
            int minimumLetters) {}

    /**
     * Thresholds of an edition's unsent letters, in percent of those due and not skipped.
     *
     * @param after delay from the edition's due time to the check
     */
    public record TooFewSentSettings(Duration after, double warning, double critical) {}

    /**
     * @param mail recipients of alert mails
     * @param transport transport of alert mails; null for the default transport
     * @param webhook URL that alerts are posted to, or null
     * @param settle how long a better or unknown state must last before an alert
     * @param remindEvery interval of reminders while a check stays critical
     */
    public record AlertSettings(
            List<EmailAddress> mail,
            @Nullable String transport,
            @Nullable URI webhook,
            QuietHours quietHours,
            Duration settle,
            Duration remindEvery) {}
}
