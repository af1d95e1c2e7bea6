package dev.tidings.schedule;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import dev.tidings.edition.ChunkDeliverer;
import dev.tidings.edition.EditionPlanner;
import java.time.Duration;
import java.util.Optional;

/** What becomes of a task on an edition when it has run: gone when its work is done, else put off. */
final class WorkCompletion {
    private WorkCompletion() {}

    static CompletionHandler<Void> ofPlanning(EditionPlanner planner, String edition) {
        return of(planner.plan(Long.parseLong(edition)));
    }

    /** @param id {@code edition/chunk} */
    static CompletionHandler<Void> ofChunk(ChunkDeliverer deliverer, String id) {
        int slash = id.indexOf('/');
        long edition = Long.parseLong(id.substring(0, slash));
        int chunk = Integer.parseInt(id.substring(slash + 1));
        return of(deliverer.deliver(edition, chunk));
    }

    private static CompletionHandler<Void> of(Optional<Duration> wait) {
        return (complete, operations) -> wait.ifPresentOrElse(
                delay -> operations.reschedule(complete, complete.getTimeDone().plus(delay)), operations::remove);
    }
}
