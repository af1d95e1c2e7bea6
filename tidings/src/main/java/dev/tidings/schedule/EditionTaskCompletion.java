package dev.tidings.schedule;

import com.github.kagkarlsson.scheduler.CurrentlyExecuting;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import dev.tidings.edition.ChunkDeliverer;
import dev.tidings.edition.EditionPlanner;
import java.time.Duration;
import java.util.Optional;

/** Removes a finished task on an edition, or reschedules it while work remains. */
final class EditionTaskCompletion {
    /** Fraction of the dead-node timeout after which the worker stops. */
    private static final double STOP_AT_FRACTION_DEAD = 0.5;

    private EditionTaskCompletion() {}

    static CompletionHandler<Void> ofPlanning(EditionPlanner planner, String edition) {
        return of(planner.plan(Long.parseLong(edition)));
    }

    /**
     * @param id {@code edition/chunk}
     * @param worker the execution whose heartbeats show whether it still owns the chunk
     */
    static CompletionHandler<Void> ofChunk(ChunkDeliverer deliverer, String id, CurrentlyExecuting worker) {
        int slash = id.indexOf('/');
        long edition = Long.parseLong(id.substring(0, slash));
        int chunk = Integer.parseInt(id.substring(slash + 1));
        return of(deliverer.deliver(
                edition, chunk, () -> worker.getHeartbeatState().getFractionDead() < STOP_AT_FRACTION_DEAD));
    }

    private static CompletionHandler<Void> of(Optional<Duration> wait) {
        return (complete, operations) -> wait.ifPresentOrElse(
                delay -> operations.reschedule(complete, complete.getTimeDone().plus(delay)), operations::remove);
    }
}
