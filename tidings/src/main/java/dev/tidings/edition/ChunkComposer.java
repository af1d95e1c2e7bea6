package dev.tidings.edition;

import dev.tidings.audience.Audience;
import dev.tidings.audience.Recipient;
import dev.tidings.content.Commission;
import dev.tidings.content.Composition;
import dev.tidings.content.Compositions;
import dev.tidings.content.ContentSource;
import dev.tidings.core.SkipReason;
import dev.tidings.digest.Digest;
import dev.tidings.edition.Chunks.Chunk;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Composes a chunk: content for all of its recipients in a few queries, frozen as owed letters and committed before any
 * of them is handed over. Recipients who get nothing are settled here, each with the reason.
 */
@Component
class ChunkComposer {
    private static final Logger log = LoggerFactory.getLogger(ChunkComposer.class);

    private final Audience audience;
    private final ContentSources sources;
    private final ComposedLetters composedLetters;
    private final Chunks chunks;
    private final TransactionTemplate transactions;
    private final Timer timer;

    /** Composing is work for the processor and holds a chunk's content in memory: more at once than run would only wait. */
    private final Semaphore places = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

    ChunkComposer(
            Audience audience,
            ContentSources sources,
            ComposedLetters composedLetters,
            Chunks chunks,
            TransactionTemplate transactions,
            MeterRegistry meters) {
        this.audience = audience;
        this.sources = sources;
        this.composedLetters = composedLetters;
        this.chunks = chunks;
        this.transactions = transactions;
        this.timer = meters.timer("tidings.compose");
    }

    void compose(Edition edition, Digest digest, Chunk chunk) {
        places.acquireUninterruptibly();
        try {
            timer.record(() -> composeAndStore(edition, digest, chunk));
        } finally {
            places.release();
        }
    }

    private void composeAndStore(Edition edition, Digest digest, Chunk chunk) {
        List<Recipient> recipients = audience.recipients(chunk.userIds());
        Map<String, SkipReason> notDue = audience.notDue(digest, chunk.userIds());
        List<Recipient> due = recipients.stream()
                .filter(recipient -> !notDue.containsKey(recipient.userId()))
                .toList();
        ContentSource source = sources.of(digest);
        Compositions compositions =
                source.compose(new Commission(digest, edition.period(), edition.contentVersion()), due);
        Map<String, Composition> byUser = compositions.byUser();
        List<Composed> composed = new ArrayList<>(recipients.size());
        for (Recipient recipient : recipients) {
            SkipReason reason = notDue.get(recipient.userId());
            composed.add(
                    reason != null
                            ? new Composed.Skipped(recipient.userId(), reason)
                            : Composed.of(recipient, byUser.get(recipient.userId())));
        }
        store(edition, chunk, recipients, composed, compositions);
    }

    private void store(
            Edition edition,
            Chunk chunk,
            List<Recipient> recipients,
            List<Composed> composed,
            Compositions compositions) {
        transactions.executeWithoutResult(status -> {
            if (!chunks.compose(edition.id(), chunk.number())) {
                log.info("edition {} chunk {}: composed by another worker meanwhile", edition.id(), chunk.number());
                return;
            }
            List<String> gone = missing(chunk, recipients);
            if (!gone.isEmpty()) {
                log.warn("edition {} chunk {}: {} users no longer exist", edition.id(), chunk.number(), gone.size());
                chunks.forget(edition.id(), chunk.number(), gone);
            }
            composedLetters.store(edition, chunk.number(), composed);
            compositions.remember(owed(composed));
        });
    }

    private static List<String> owed(List<Composed> composed) {
        return composed.stream()
                .filter(Composed.Owed.class::isInstance)
                .map(each -> ((Composed.Owed) each).recipient().userId())
                .toList();
    }

    private static List<String> missing(Chunk chunk, List<Recipient> recipients) {
        Set<String> found = new HashSet<>(recipients.size() * 2);
        recipients.forEach(recipient -> found.add(recipient.userId()));
        return chunk.userIds().stream().filter(id -> !found.contains(id)).toList();
    }
}
