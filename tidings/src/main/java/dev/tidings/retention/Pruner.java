package dev.tidings.retention;

import dev.tidings.digest.InstallationSettings;
import dev.tidings.digest.RetentionSettings;
import dev.tidings.health.Repair.RepairAction;
import dev.tidings.health.Repairs;
import dev.tidings.opportunities.Opportunities;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import org.springframework.stereotype.Component;

/** Deletes what retention no longer keeps, a batch and a commit at a time. What fails is logged and costs no other. */
@Component
public class Pruner {
    /** Where events came from is held against each other within a minute, and looked into within a day. */
    private static final Duration ORIGINS_KEPT = Duration.ofDays(2);

    /** A lane in which nothing was booked for so long is made anew when it is. */
    private static final Duration PACES_KEPT = Duration.ofDays(2);

    private final PruneStatements retention;
    private final Opportunities opportunities;
    private final RetentionSettings settings;
    private final Repairs repairs;
    private final InstantSource clock;

    Pruner(
            PruneStatements retention,
            Opportunities opportunities,
            InstallationSettings installation,
            Repairs repairs,
            InstantSource clock) {
        this.retention = retention;
        this.opportunities = opportunities;
        this.settings = installation.retention();
        this.repairs = repairs;
        this.clock = clock;
    }

    public void run() {
        prune("digest_log.content", settings.letterContent(), this::content);
        prune("digest_log", settings.letters(), this::letters);
        prune("digest_log (test letters)", settings.letters(), batches(retention::deleteTestLetters));
        prune("opportunity_feedback", settings.feedback(), batches(retention::deleteFeedback));
        prune("pick", settings.picks(), batches(retention::deletePicks));
        prune("opportunity", settings.opportunities(), before -> (long) opportunities.prune(before));
        prune("source_run", settings.sourceRuns(), batches(retention::deleteSourceRuns));
        prune("letter_event", settings.letterEvents(), batches(retention::deleteLetterEvents));
        prune("letter_event.address_hash", ORIGINS_KEPT, batches(retention::clearOrigins));
        prune("rate_limit", PACES_KEPT, batches(retention::deleteIdleLanes));
        prune("alert", settings.alerts(), batches(retention::deleteAlerts));
        prune("repair", settings.alerts(), batches(retention::deleteRepairs));
    }

    private void prune(String subject, Duration kept, Function<Instant, Long> pruning) {
        try {
            long rows = pruning.apply(clock.instant().minus(kept));
            if (rows > 0) {
                String message = rows + " rows older than " + kept.toDays() + " days";
                repairs.recordDone(RepairAction.PRUNE, subject, rows, message);
            }
        } catch (RuntimeException e) {
            repairs.recordFailed(RepairAction.PRUNE, subject, e);
        }
    }

    private long content(Instant before) {
        List<Long> editions = retention.editionsWithContent(before);
        return pruneEditions(editions, retention::deleteContent, retention::markContentPruned);
    }

    private long letters(Instant before) {
        List<Long> editions = retention.editionsWithLetters(before);
        return pruneEditions(editions, retention::deleteLetters, retention::markLettersPruned);
    }

    private interface PrunedMark {
        void set(long edition, Instant now);
    }

    private long pruneEditions(List<Long> editions, ToIntFunction<Long> batch, PrunedMark mark) {
        long rows = 0;
        for (long edition : editions) {
            rows += repeatUntilEmpty(() -> batch.applyAsInt(edition));
            mark.set(edition, clock.instant());
        }
        return rows;
    }

    private static Function<Instant, Long> batches(ToIntFunction<Instant> batch) {
        return before -> repeatUntilEmpty(() -> batch.applyAsInt(before));
    }

    private static long repeatUntilEmpty(LongSupplier batch) {
        long rows = 0;
        for (long taken = batch.getAsLong(); taken > 0; taken = batch.getAsLong()) {
            rows += taken;
        }
        return rows;
    }
}
