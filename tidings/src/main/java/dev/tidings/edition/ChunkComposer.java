package dev.tidings.edition;

import dev.tidings.audience.Audience;
import dev.tidings.audience.CurrentRecipient;
import dev.tidings.audience.Recipient;
import dev.tidings.content.ContentRequest;
import dev.tidings.content.ContentResult;
import dev.tidings.content.ContentResults;
import dev.tidings.content.ContentSources;
import dev.tidings.core.SkipReason;
import dev.tidings.digest.Digest;
import dev.tidings.ledger.Chunks;
import dev.tidings.ledger.Chunks.Chunk;
import dev.tidings.ledger.ComposedLetter;
import dev.tidings.ledger.ComposedLetter.NoLetter;
import dev.tidings.ledger.NewLetters;
import dev.tidings.ledger.SettlementPolicy;
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

/**
 * Composes a chunk: fetches content for all of its recipients in a few queries and freezes it. Stores no letters;
 * removes users who no longer exist from the chunk.
 */
@Component
class ChunkComposer {
    private static final Logger log = LoggerFactory.getLogger(ChunkComposer.class);

    private final Audience audience;
    private final ContentSources sources;
    private final FrozenContentCodec codec;
    private final NewLetters newLetters;
    private final Chunks chunks;
    private final SettlementPolicies policies;
    private final InstantSource clock;
    private final Timer timer;

    /** Composing is bound by the processor. More runs than processors would only hold more content in memory. */
    private final Semaphore permits = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

    ChunkComposer(
            Audience audience,
            ContentSources sources,
            FrozenContentCodec codec,
            NewLetters newLetters,
            Chunks chunks,
            SettlementPolicies policies,
            InstantSource clock,
            MeterRegistry meters) {
        this.audience = audience;
        this.sources = sources;
        this.codec = codec;
        this.newLetters = newLetters;
        this.chunks = chunks;
        this.policies = policies;
        this.clock = clock;
        this.timer = meters.timer("tidings.compose");
    }

    /** Composes for the chunk's uncomposed users. */
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
        List<CurrentRecipient> recipients = existing(chunk);
        Map<String, SkipReason> notDue = audience.skipReasons(
                digest, recipients.stream().map(CurrentRecipient::userId).toList());
        List<Recipient> due = recipients.stream()
                .filter(recipient -> !notDue.containsKey(recipient.userId()))
                .map(CurrentRecipient::recipient)
                .distinct()
                .toList();
        ContentRequest request = new ContentRequest(digest, edition.period(), edition.contentVersion());
        ContentResults results = sources.of(digest).compose(request, due);
        return new ComposedChunk(
                chunk,
                freeze(recipients, notDue, results.byUser()),
                policies.of(digest, results.freezeListener()),
                now);
    }

    /** Skips all of the chunk's uncomposed users for the same reason. */
    ComposedChunk skip(Chunk chunk, SkipReason reason) {
        List<ComposedLetter> skipped = existing(chunk).stream()
                .<ComposedLetter>map(recipient -> NoLetter.skipped(recipient.userId(), recipient.version(), reason))
                .toList();
        return new ComposedChunk(chunk, skipped, SettlementPolicy.NONE, clock.instant());
    }

    /** Returns the chunk's uncomposed users in their order, and removes users who no longer exist from the chunk. */
    private List<CurrentRecipient> existing(Chunk chunk) {
        Map<String, CurrentRecipient> found = new HashMap<>();
        audience.findRecipients(chunk.uncomposed()).forEach(recipient -> found.put(recipient.userId(), recipient));
        List<String> deleted =
                chunk.uncomposed().stream().filter(id -> !found.containsKey(id)).toList();
        if (!deleted.isEmpty() && chunks.removeUsers(chunk, deleted)) {
            log.warn(
                    "edition {} chunk {}: {} users no longer exist", chunk.editionId(), chunk.number(), deleted.size());
        }
        return chunk.uncomposed().stream()
                .map(found::get)
                .filter(Objects::nonNull)
                .toList();
    }

    private List<ComposedLetter> freeze(
            List<CurrentRecipient> recipients, Map<String, SkipReason> notDue, Map<String, ContentResult> byUser) {
        int ready = (int) recipients.stream()
                .filter(recipient -> byUser.get(recipient.userId()) instanceof ContentResult.ContentAvailable)
                .count();
        Iterator<Long> ids = newLetters.nextIds(ready).iterator();
        List<ComposedLetter> letters = new ArrayList<>(recipients.size());
        for (CurrentRecipient recipient : recipients) {
            SkipReason reason = notDue.get(recipient.userId());
            letters.add(
                    reason != null
                            ? NoLetter.skipped(recipient.userId(), recipient.version(), reason)
                            : codec.freeze(recipient, byUser.get(recipient.userId()), ids));
        }
        return letters;
    }
}
