package dev.tidings.schedule;

import com.github.kagkarlsson.scheduler.CurrentlyExecuting;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import dev.tidings.database.DatabaseFault;
import dev.tidings.database.SqlErrorClassifier;
import dev.tidings.digest.Digest;
import dev.tidings.edition.ChunkDeliverer;
import dev.tidings.edition.EditionNotReadable;
import dev.tidings.edition.EditionOpener;
import dev.tidings.edition.EditionPlanner;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks on editions. Removes a finished task, or reschedules it while work remains.
 *
 * <p>The database can be unavailable for so long that the scheduler counts this node's work as dead. The worker may
 * still hold outcomes then, so this node does not begin the same chunk again until that worker has returned.
 */
final class EditionTaskCompletion {
    static final Duration RETRY = Duration.ofSeconds(10);

    /** Interval at which a chunk that is still in progress here is tried again. */
    static final Duration WHILE_IN_PROGRESS = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(EditionTaskCompletion.class);

    /** Fraction of the dead-node timeout after which the worker stops. */
    private static final double STOP_AT_FRACTION_DEAD = 0.5;

    private final Set<String> chunksInProgress = ConcurrentHashMap.newKeySet();

    /** Opens a digest's due edition. If it was opened before and cannot be read, nothing is left to open. */
    void ofSchedule(EditionOpener opener, Digest digest) {
        try {
            opener.openDue(digest);
        } catch (EditionNotReadable unreadable) {
            log.warn("{}", unreadable.getMessage());
        }
    }

    CompletionHandler<Void> ofPlanning(EditionPlanner planner, String edition) {
        return of(unlessUnavailable("edition " + edition, () -> planner.plan(Long.parseLong(edition))));
    }

    /**
     * @param id {@code edition/chunk}
     * @param worker the execution whose heartbeats show whether it still owns the chunk
     */
    CompletionHandler<Void> ofChunk(ChunkDeliverer deliverer, String id, CurrentlyExecuting worker) {
        int slash = id.indexOf('/');
        long edition = Long.parseLong(id.substring(0, slash));
        int chunk = Integer.parseInt(id.substring(slash + 1));
        return of(unlessInProgress(
                id,
                () -> deliverer.deliver(
                        edition, chunk, () -> worker.getHeartbeatState().getFractionDead() < STOP_AT_FRACTION_DEAD)));
    }

    Optional<Duration> unlessInProgress(String chunk, Supplier<Optional<Duration>> work) {
        if (!chunksInProgress.add(chunk)) {
            log.info("chunk {}: still in progress on this node", chunk);
            return Optional.of(WHILE_IN_PROGRESS);
        }
        try {
            return unlessUnavailable("chunk " + chunk, work);
        } finally {
            chunksInProgress.remove(chunk);
        }
    }

    /**
     * Postpones work that the database cannot do now; nothing of it was handed over. Ends work on an edition whose row
     * cannot be read: when the row is corrected, the work is queued again.
     */
    private static Optional<Duration> unlessUnavailable(String subject, Supplier<Optional<Duration>> work) {
        try {
            return work.get();
        } catch (EditionNotReadable unreadable) {
            log.warn("{} has no work: {}", subject, unreadable.getMessage());
            return Optional.empty();
        } catch (RuntimeException failure) {
            if (!SqlErrorClassifier.isUnavailable(failure)) {
                throw failure;
            }
            log.warn(
                    "{}: database unavailable, tried again in {} s: {}",
                    subject,
                    RETRY.toSeconds(),
                    DatabaseFault.describe(failure));
            return Optional.of(RETRY);
        }
    }

    private static CompletionHandler<Void> of(Optional<Duration> wait) {
        return (complete, operations) -> wait.ifPresentOrElse(
                delay -> operations.reschedule(complete, complete.getTimeDone().plus(delay)), operations::remove);
    }
}
