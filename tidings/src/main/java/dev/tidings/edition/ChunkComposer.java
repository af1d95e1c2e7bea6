package dev.tidings.edition;

import dev.tidings.audience.Audience;
import dev.tidings.audience.Recipient;
import dev.tidings.content.Commission;
import dev.tidings.content.Composition;
import dev.tidings.content.Compositions;
import dev.tidings.content.Compositions.Memory;
import dev.tidings.core.SkipReason;
import dev.tidings.digest.Digest;
import dev.tidings.edition.Chunks.Chunk;
import dev.tidings.edition.Composed.Failed;
import dev.tidings.edition.Composed.Owed;
import dev.tidings.edition.Composed.Skipped;
import dev.tidings.edition.ComposedChunk.Entry;
import dev.tidings.edition.ComposedChunk.NewLetter;
import dev.tidings.edition.ComposedChunk.Slice;
import dev.tidings.edition.ComposedChunk.Unsent;
import dev.tidings.edition.ComposedLetters.Batch;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Composes a chunk: content for all of its recipients in a few queries, frozen. It is written down slice by slice, each in
 * one commit before any of its letters is handed over. Recipients who get nothing are settled with their slice, each with
 * the reason.
 */
@Component
class ChunkComposer {
    private static final Logger log = LoggerFactory.getLogger(ChunkComposer.class);

    private final Audience audience;
    private final ContentSources sources;
    private final FrozenLetters frozen;
    private final ComposedLetters composedLetters;
    private final Chunks chunks;
    private final TransactionTemplate transactions;
    private final InstantSource clock;
    private final Timer timer;

    /** Composing is work for the processor: more at once than run would only hold their chunk's content in memory. */
    private final Semaphore places = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

    ChunkComposer(
            Audience audience,
            ContentSources sources,
            FrozenLetters frozen,
            ComposedLetters composedLetters,
            Chunks chunks,
            TransactionTemplate transactions,
            InstantSource clock,
            MeterRegistry meters) {
        this.audience = audience;
        this.sources = sources;
        this.frozen = frozen;
        this.composedLetters = composedLetters;
        this.chunks = chunks;
        this.transactions = transactions;
        this.clock = clock;
        this.timer = meters.timer("tidings.compose");
    }

    /** Composes for those of the chunk's users who are not composed; nothing of it is written down yet. */
    ComposedChunk compose(Edition edition, Digest digest, Chunk chunk) {
        places.acquireUninterruptibly();
        try {
            return Objects.requireNonNull(timer.record(() -> composeAll(edition, digest, chunk)));
        } finally {
            places.release();
        }
    }

    private ComposedChunk composeAll(Edition edition, Digest digest, Chunk chunk) {
        Instant now = clock.instant();
        List<Recipient> recipients = existing(chunk);
        Map<String, SkipReason> notDue = audience.notDue(
                digest, recipients.stream().map(Recipient::userId).toList());
        List<Recipient> due = recipients.stream()
                .filter(recipient -> !notDue.containsKey(recipient.userId()))
                .toList();
        Commission commission = new Commission(digest, edition.period(), edition.contentVersion());
        Compositions compositions = sources.of(digest).compose(commission, due);
        Map<String, Composition> byUser = compositions.byUser();
        List<Composed> composed = new ArrayList<>(recipients.size());
        for (Recipient recipient : recipients) {
            SkipReason reason = notDue.get(recipient.userId());
            composed.add(
                    reason != null
                            ? new Composed.Skipped(recipient.userId(), reason)
                            : Composed.of(recipient, byUser.get(recipient.userId())));
        }
        return new ComposedChunk(chunk, frozen(composed), compositions.memory(), now);
    }

    /** Settles as skipped, for the same reason, all of the chunk's users who are not composed. */
    void skip(Edition edition, Chunk chunk, SkipReason reason) {
        List<Entry> skipped = existing(chunk).stream()
                .<Entry>map(recipient -> new Unsent(recipient.userId(), reason.name(), null))
                .toList();
        storeRest(edition, new ComposedChunk(chunk, skipped, Memory.NONE, clock.instant()));
    }

    /** The chunk's uncomposed users in their order; those who no longer exist are taken off it. */
    private List<Recipient> existing(Chunk chunk) {
        Map<String, Recipient> found = new HashMap<>();
        audience.recipients(chunk.uncomposed()).forEach(recipient -> found.put(recipient.userId(), recipient));
        List<String> gone =
                chunk.uncomposed().stream().filter(id -> !found.containsKey(id)).toList();
        if (!gone.isEmpty() && chunks.forget(chunk, gone)) {
            log.warn("edition {} chunk {}: {} users no longer exist", chunk.editionId(), chunk.number(), gone.size());
        }
        return chunk.uncomposed().stream()
                .map(found::get)
                .filter(Objects::nonNull)
                .toList();
    }

    private List<Entry> frozen(List<Composed> composed) {
        int letters = (int) composed.stream().filter(Owed.class::isInstance).count();
        Iterator<Long> ids = composedLetters.ids(letters).iterator();
        return composed.stream()
                .<Entry>map(each -> switch (each) {
                    case Owed owed ->
                        new NewLetter(
                                ids.next(),
                                owed.recipient().userId(),
                                frozen.freeze(owed.recipient(), owed.facts()),
                                owed.facts().itemCount());
                    case Skipped skipped ->
                        new Unsent(skipped.userId(), skipped.reason().name(), null);
                    case Failed failed -> new Unsent(failed.userId(), null, failed.reason());
                })
                .toList();
    }

    /**
     * Writes down a slice; false if another worker has composed any of it meanwhile, and then nothing is left of it here.
     *
     * @param batch the letters of it that are about to be handed over; nobody has the others in hand
     */
    boolean store(Edition edition, ComposedChunk chunk, Slice slice, Batch batch) {
        boolean stored = Objects.requireNonNull(transactions.execute(status -> {
            if (!chunks.compose(edition.id(), chunk.number(), slice.composed())) {
                return false;
            }
            composedLetters.store(edition, chunk, slice, batch);
            chunk.memory().remember(slice.letterUsers());
            return true;
        }));
        if (stored) {
            chunk.wrote(slice);
        } else {
            log.info("edition {} chunk {}: composed by another worker meanwhile", edition.id(), chunk.number());
            chunk.abandon();
        }
        return stored;
    }

    /** Writes down what is left, in nobody's hand. */
    void storeRest(Edition edition, ComposedChunk chunk) {
        if (chunk.remains()) {
            store(edition, chunk, chunk.rest(), Batch.NONE);
        }
    }
}
