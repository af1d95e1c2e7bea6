package dev.tidings.digest;

import dev.tidings.core.EmailAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings of health checks and alerts.
 *
 * @param checks when a check warns; each key is the name of a check
 * @param vacuum whether tables with many dead rows are vacuumed, not only reported
 */
public record MaintenanceSettings(CheckSettings checks, AlertSettings alerts, boolean vacuum) {

    /**
     * @param databaseLatency how long a connection and the simplest query take
     * @param clockSkew how far a node's clock is from the database's
     * @param disk how full the disk of the data folder is, in percent
     * @param heap how full the heap is after a collection, in percent
     * @param editionOpening how long after its time an edition is still not open
     * @param nothingSent how long after its time no letter of an edition was sent
     * @param scheduler how long work has been due that nobody takes
     * @param lettersOwed how long the oldest letter has been owed
     * @param failingJobs how often in a row a job failed
     * @param failingSources how often in a row a source could not be read
     * @param bounces addresses found dead, in percent of a week's letters
     * @param complaints complaints, in percent of a week's letters
     * @param modelDrift how far clicks per letter fell in the last four weeks against the eight before, in percent
     * @param refusedCandidates how many candidates of the learned ranker in a row were refused
     * @param deadRows how much of a table is dead rows, in percent
     * @param minimumLetters with fewer letters, rates are not judged
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
     * How many of an edition's letters were not sent, in percent of those due and not skipped.
     *
     * @param after how long after the edition's time that is judged
     */
    public record TooFewSentSettings(Duration after, double warning, double critical) {}

    /**
     * @param mail recipients of alert mails
     * @param transport how that mail leaves; null for the configured transport
     * @param webhook address that alerts are posted to, or null
     * @param settle how long a better or unknown state must last before it is announced
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
