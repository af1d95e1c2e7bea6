package dev.tidings.schedule;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import dev.tidings.edition.ChunkDeliverer;
import java.time.Duration;
import java.util.Optional;

/** What becomes of a chunk's task when it has run: gone when the chunk is settled, else put off. */
final class ChunkCompletion {
    private ChunkCompletion() {}

    /** @param id {@code edition/chunk} */
    static CompletionHandler<Void> of(ChunkDeliverer deliverer, String id) {
        int slash = id.indexOf('/');
        long edition = Long.parseLong(id.substring(0, slash));
        int chunk = Integer.parseInt(id.substring(slash + 1));
        Optional<Duration> wait = deliverer.deliver(edition, chunk);
        return (complete, operations) -> wait.ifPresentOrElse(
                delay -> operations.reschedule(complete, complete.getTimeDone().plus(delay)), operations::remove);
    }
}
