package dev.tidings.edition;

import dev.tidings.audience.Audience;
import dev.tidings.audience.Recipient;
import dev.tidings.content.ContentRequest;
import dev.tidings.content.ContentResult;
import dev.tidings.content.ContentResults;
import dev.tidings.content.ContentResults.FreezeListener;
import dev.tidings.content.ContentSources;
import dev.tidings.core.SkipReason;
import dev.tidings.digest.Digest;
import dev.tidings.edition.Chunks.Chunk;
import dev.tidings.edition.ComposeOutcome.ComposeFailed;
import dev.tidings.edition.ComposeOutcome.ContentReady;
import dev.tidings.edition.ComposeOutcome.RecipientSkipped;
import dev.tidings.edition.ComposedChunk.ComposedEntry;
import dev.tidings.edition.ComposedChunk.ComposedSlice;
import dev.tidings.edition.ComposedChunk.NewLetter;
import dev.tidings.edition.ComposedChunk.NoLetter;
import dev.tidings.edition.NewLetters.NewBatch;
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
    private final FrozenContentCodec frozen;
    private final NewLetters newLetters;
    private final Chunks chunks;
    private final TransactionTemplate transactions;
    private final InstantSource clock;
    private final Timer timer;

    /** Composing is work for the processor: more at once than run would only hold their chunk's content in memory. */
    private final Semaphore permits = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

    ChunkComposer(
            Audience audience,
            ContentSources sources,
            FrozenContentCodec frozen,
            NewLetters composedLetters,
            Chunks chunks,
            TransactionTemplate transactions,
            InstantSource clock,
            MeterRegistry meters) {
        this.audience = audience;
        this.sources = sources;
        this.frozen = frozen;
        this.newLetters = composedLetters;
        this.chunks = chunks;
        this.transactions = transactions;
        this.clock = clock;
        this.timer = meters.timer("tidings.compose");
    }

    /** Composes for those of the chunk's users who are not composed; nothing of it is written down yet. */
    ComposedChunk compose(Edition edition, Digest digest, Chunk chunk) {
        permits.acquireUninterruptibly();
        try {
            return Objects.requireNonNull(timer.record(() -> composeAll(edition, digest, chunk)));
        } finally {
            permits.release();
        }
    }

    private ComposedChunk composeAll(Edition edition, Digest digest, Chunk chunk) {
        Instant now = clock.instant();
        List<Recipient> recipients = existing(chunk);
        Map<String, SkipReason> notDue = audience.skipReasons(
                digest, recipients.stream().map(Recipient::userId).toList());
        List<Recipient> due = recipients.stream()
                .filter(recipient -> !notDue.containsKey(recipient.userId()))
                .toList();
        ContentRequest commission = new ContentRequest(digest, edition.period(), edition.contentVersion());
        ContentResults compositions = sources.of(digest).compose(commission, due);
        Map<String, ContentResult> byUser = compositions.byUser();
        List<ComposeOutcome> composed = new ArrayList<>(recipients.size());
        for (Recipient recipient : recipients) {
            SkipReason reason = notDue.get(recipient.userId());
            composed.add(
                    reason != null
                            ? new ComposeOutcome.RecipientSkipped(recipient.userId(), reason)
                            : ComposeOutcome.of(recipient, byUser.get(recipient.userId())));
        }
        return new ComposedChunk(chunk, frozen(composed), compositions.freezeListener(), now);
    }

    /** Settles as skipped, for the same reason, all of the chunk's users who are not composed. */
    void skip(Edition edition, Chunk chunk, SkipReason reason) {
        List<ComposedEntry> skipped = existing(chunk).stream()
                .<ComposedEntry>map(recipient -> new NoLetter(recipient.userId(), reason.name(), null))
                .toList();
        storeRemaining(edition, new ComposedChunk(chunk, skipped, FreezeListener.NONE, clock.instant()));
    }

    /** The chunk's uncomposed users in their order; those who no longer exist are taken off it. */
    private List<Recipient> existing(Chunk chunk) {
        Map<String, Recipient> found = new HashMap<>();
        audience.findRecipients(chunk.uncomposed()).forEach(recipient -> found.put(recipient.userId(), recipient));
        List<String> gone =
                chunk.uncomposed().stream().filter(id -> !found.containsKey(id)).toList();
        if (!gone.isEmpty() && chunks.removeUsers(chunk, gone)) {
            log.warn("edition {} chunk {}: {} users no longer exist", chunk.editionId(), chunk.number(), gone.size());
        }
        return chunk.uncomposed().stream()
                .map(found::get)
                .filter(Objects::nonNull)
                .toList();
    }

    private List<ComposedEntry> frozen(List<ComposeOutcome> composed) {
        int letters =
                (int) composed.stream().filter(ContentReady.class::isInstance).count();
        Iterator<Long> ids = newLetters.nextIds(letters).iterator();
        return composed.stream()
                .<ComposedEntry>map(each -> switch (each) {
                    case ContentReady owed ->
                        new NewLetter(
                                ids.next(),
                                owed.recipient().userId(),
                                frozen.freeze(owed.recipient(), owed.facts()),
                                owed.facts().itemCount());
                    case RecipientSkipped skipped ->
                        new NoLetter(skipped.userId(), skipped.reason().name(), null);
                    case ComposeFailed failed -> new NoLetter(failed.userId(), null, failed.reason());
                })
                .toList();
    }

    /**
     * Writes down a slice; false if another worker has composed any of it meanwhile, and then nothing is left of it here.
     *
     * @param batch the letters of it that are about to be handed over; nobody has the others in hand
     */
    boolean store(Edition edition, ComposedChunk chunk, ComposedSlice slice, NewBatch batch) {
        boolean stored = Objects.requireNonNull(transactions.execute(status -> {
            if (!chunks.markComposed(edition.id(), chunk.number(), slice.composed())) {
                return false;
            }
            newLetters.store(edition, chunk, slice, batch);
            chunk.memory().onFreeze(slice.letterUsers());
            return true;
        }));
        if (stored) {
            chunk.markStored(slice);
        } else {
            log.info("edition {} chunk {}: composed by another worker meanwhile", edition.id(), chunk.number());
            chunk.abandon();
        }
        return stored;
    }

    /** Writes down what is left, in nobody's hand. */
    void storeRemaining(Edition edition, ComposedChunk chunk) {
        if (chunk.hasRemaining()) {
            store(edition, chunk, chunk.remaining(), NewBatch.NONE);
        }
    }
}
