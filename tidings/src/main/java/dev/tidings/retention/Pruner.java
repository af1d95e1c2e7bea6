package dev.tidings.retention;

import dev.tidings.alerting.Alerts;
import dev.tidings.digest.InstallationSettings;
import dev.tidings.digest.RetentionSettings;
import dev.tidings.feedback.VisitRetention;
import dev.tidings.health.Repair.RepairAction;
import dev.tidings.health.Repairs;
import dev.tidings.opportunities.FeedbackEvents;
import dev.tidings.opportunities.Opportunities;
import dev.tidings.recommender.PickRetention;
import dev.tidings.scraping.SourceRuns;
import dev.tidings.throttle.RateLimiter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.IntSupplier;
import java.util.function.ToLongFunction;
import org.springframework.stereotype.Component;

/**
 * Deletes rows that the retention settings no longer keep, in bounded batches of one commit each. A failure is logged
 * and stops no other table.
 */
@Component
public class Pruner {
    private static final int BATCH = 5_000;

    /** Address hashes are compared within a minute and investigated within a day. */
    private static final Duration ADDRESS_HASHES_KEPT = Duration.ofDays(2);

    /** An idle rate limit is created again with its next reservation. A rate that a server allows is kept. */
    private static final Duration RATE_LIMITS_KEPT = Duration.ofDays(2);

    private final LetterPruner letters;
    private final FeedbackEvents feedback;
    private final PickRetention picks;
    private final Opportunities opportunities;
    private final SourceRuns sourceRuns;
    private final VisitRetention visits;
    private final RateLimiter rateLimits;
    private final Alerts alerts;
    private final RetentionSettings settings;
    private final Repairs repairs;
    private final InstantSource clock;

    Pruner(
            LetterPruner letters,
            FeedbackEvents feedback,
            PickRetention picks,
            Opportunities opportunities,
            SourceRuns sourceRuns,
            VisitRetention visits,
            RateLimiter rateLimits,
            Alerts alerts,
            InstallationSettings installation,
            Repairs repairs,
            InstantSource clock) {
        this.letters = letters;
        this.feedback = feedback;
        this.picks = picks;
        this.opportunities = opportunities;
        this.sourceRuns = sourceRuns;
        this.visits = visits;
        this.rateLimits = rateLimits;
        this.alerts = alerts;
        this.settings = installation.retention();
        this.repairs = repairs;
        this.clock = clock;
    }

    public void run() {
        prune("digest_log.content", settings.letterContent(), letters::pruneContent);
        prune("digest_log", settings.letters(), letters::prune);
        prune("digest_log (test letters)", settings.letters(), letters::pruneTestLetters);
        prune("opportunity_feedback", settings.feedback(), inBatches(feedback::prune));
        prune("pick", settings.picks(), inBatches(picks::prune));
        prune("opportunity", settings.opportunities(), inBatches(opportunities::prune));
        prune("source_run", settings.sourceRuns(), inBatches(sourceRuns::prune));
        prune("letter_event", settings.letterEvents(), inBatches(visits.letterEvents()::prune));
        prune("letter_event.address_hash", ADDRESS_HASHES_KEPT, inBatches(visits.letterEvents()::clearAddressHashes));
        prune("unsubscribe_visit", ADDRESS_HASHES_KEPT, inBatches(visits.unsubscribes()::prune));
        prune("rate_limit", RATE_LIMITS_KEPT, inBatches(rateLimits::prune));
        prune("alert", settings.alerts(), inBatches(alerts::prune));
        prune("repair", settings.alerts(), inBatches(repairs::prune));
    }

    private void prune(String subject, Duration kept, ToLongFunction<Instant> pruning) {
        try {
            long rows = pruning.applyAsLong(clock.instant().minus(kept));
            if (rows > 0) {
                String message = rows + " rows older than " + kept.toDays() + " days";
                repairs.recordDone(RepairAction.PRUNE, subject, rows, message);
            }
        } catch (RuntimeException e) {
            repairs.recordFailed(RepairAction.PRUNE, subject, e);
        }
    }

    /** A statement of a table's owner that deletes at most {@code batch} rows and returns how many it deleted. */
    private interface BatchDelete {
        int prune(Instant before, int batch);
    }

    private static ToLongFunction<Instant> inBatches(BatchDelete delete) {
        return before -> repeatUntilEmpty(() -> delete.prune(before, BATCH));
    }

    static long repeatUntilEmpty(IntSupplier batch) {
        long rows = 0;
        for (int deleted = batch.getAsInt(); deleted > 0; deleted = batch.getAsInt()) {
            rows += deleted;
        }
        return rows;
    }
}
