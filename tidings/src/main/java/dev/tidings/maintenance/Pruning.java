package dev.tidings.maintenance;

import dev.tidings.content.recommendation.Opportunities;
import dev.tidings.digest.InstallationSettings;
import dev.tidings.digest.RetentionSettings;
import dev.tidings.maintenance.Repair.Action;
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
class Pruning {
    /** Where events came from is held against each other within a minute, and looked into within a day. */
    private static final Duration ORIGINS_KEPT = Duration.ofDays(2);

    /** A lane in which nothing was booked for so long is made anew when it is. */
    private static final Duration PACES_KEPT = Duration.ofDays(2);

    private final Retention retention;
    private final Opportunities opportunities;
    private final RetentionSettings settings;
    private final Repairs repairs;
    private final InstantSource clock;

    Pruning(
            Retention retention,
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

    void work() {
        prune("digest_log.content", settings.letterContent(), this::content);
        prune("digest_log", settings.letters(), this::letters);
        prune("digest_log (test letters)", settings.letters(), batches(retention::testLetters));
        prune("feedback", settings.feedback(), batches(retention::feedback));
        prune("pick", settings.picks(), batches(retention::picks));
        prune("opportunities", settings.opportunities(), before -> (long) opportunities.prune(before));
        prune("source_run", settings.sourceRuns(), batches(retention::sourceRuns));
        prune("letter_event", settings.letterEvents(), batches(retention::letterEvents));
        prune("letter_event.origin", ORIGINS_KEPT, batches(retention::origins));
        prune("pace", PACES_KEPT, batches(retention::paces));
        prune("alert", settings.alerts(), batches(retention::alerts));
        prune("repair", settings.alerts(), batches(retention::repairs));
    }

    private void prune(String subject, Duration kept, Function<Instant, Long> pruning) {
        try {
            long rows = pruning.apply(clock.instant().minus(kept));
            if (rows > 0) {
                String message = rows + " rows older than " + kept.toDays() + " days";
                repairs.done(Action.PRUNE, subject, rows, message);
            }
        } catch (RuntimeException e) {
            repairs.failed(Action.PRUNE, subject, e);
        }
    }

    private long content(Instant before) {
        List<Long> editions = retention.editionsWithContent(before);
        return each(editions, retention::contentOf, retention::contentIsPruned);
    }

    private long letters(Instant before) {
        List<Long> editions = retention.editionsWithLetters(before);
        return each(editions, retention::lettersOf, retention::lettersArePruned);
    }

    private interface EditionMark {
        void set(long edition, Instant now);
    }

    private long each(List<Long> editions, ToIntFunction<Long> batch, EditionMark mark) {
        long rows = 0;
        for (long edition : editions) {
            rows += untilNoneIsLeft(() -> batch.applyAsInt(edition));
            mark.set(edition, clock.instant());
        }
        return rows;
    }

    private static Function<Instant, Long> batches(ToIntFunction<Instant> batch) {
        return before -> untilNoneIsLeft(() -> batch.applyAsInt(before));
    }

    private static long untilNoneIsLeft(LongSupplier batch) {
        long rows = 0;
        for (long taken = batch.getAsLong(); taken > 0; taken = batch.getAsLong()) {
            rows += taken;
        }
        return rows;
    }
}
