package dev.tidings.ledger;

import dev.tidings.core.SkipReason;
import dev.tidings.ledger.Chunks.NewChunk;
import dev.tidings.ledger.ComposedLetter.NoLetter;
import dev.tidings.ledger.RetryFilter.RetriedStatus;
import dev.tidings.ledger.journal.LetterAttempt;
import dev.tidings.ledger.journal.LetterProgress;
import dev.tidings.ledger.journal.RecordedRun;
import dev.tidings.ledger.journal.RecordedRun.RecordedLetter;
import dev.tidings.testing.TestDatabase;
import dev.tidings.testing.TestMessages;
import dev.tidings.transport.SendOutcome;
import dev.tidings.transport.Transport.HandOverResult;
import dev.tidings.transport.Transport.RetryMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Workers that use the ledger's repositories as the program does. A test runs them step by step and decides their
 * order. Each step is one statement or transaction. Letters are numbered from 0.
 */
public final class LedgerDriver {
    private final TestDatabase database;
    private final LedgerTables ledger;
    private long edition;
    private List<ChunkEntry> entries = List.of();

    /** @param position in the chunk, from 0 */
    private record ChunkEntry(int chunk, int position, String user) {}

    public LedgerDriver(TestDatabase database) {
        this.database = database;
        ledger = new LedgerTables(database);
        ledger.jdbc.sql("truncate users, edition, delivery, digest_log cascade").update();
    }

    /** Starts over with one uncomposed chunk of {@code letters} users. */
    public void begin(int letters) {
        entries = IntStream.range(0, letters)
                .mapToObj(letter -> new ChunkEntry(1, letter, "u" + letter))
                .toList();
        edition = ledger.edition(entries.stream().map(ChunkEntry::user).toArray(String[]::new));
    }

    /** Starts over with two chunks of the same user. */
    public void beginWithOneUserTwice() {
        entries = List.of(new ChunkEntry(1, 0, "u0"), new ChunkEntry(2, 0, "u0"));
        edition = ledger.edition("u0");
        ledger.chunks.add(edition, 2, new NewChunk(List.of("u0")));
    }

    private int chunk(List<Integer> letters) {
        return entries.get(letters.getFirst()).chunk();
    }

    /** Expands the batch of a stopped worker to rows. */
    public void expand(List<Integer> letters) {
        ledger.batches.expandToRows(edition, chunk(letters));
    }

    /** Settles uncomposed letters as skipped. */
    public void skipPlanned(List<Integer> letters) {
        List<ComposedLetter> skipped = letters.stream()
                .<ComposedLetter>map(
                        letter -> NoLetter.skipped(entries.get(letter).user(), 0, SkipReason.CANCELLED))
                .toList();
        ledger.intents.writeOwed(slice(letters, skipped), SettlementPolicy.NONE);
    }

    /**
     * An operator has letters sent again: skipped ones or errors. Composes those without content, and compares their
     * users.
     */
    public void retry(boolean skipped, boolean unknown) {
        RetriedStatus status = skipped ? RetriedStatus.SKIPPED : RetriedStatus.ERROR;
        ledger.retries.oweAgain(edition, new RetryFilter(status, null, unknown));
        for (int chunk : entries.stream().map(ChunkEntry::chunk).distinct().toList()) {
            ledger.deliveries.due(edition, chunk, List.of()).stream()
                    .filter(letter -> letter.recipientVersion() < 0)
                    .forEach(letter -> ledger.deliveries.recompose(letter, "{}", 1, 0));
        }
    }

    private ChunkSlice slice(List<Integer> letters, List<ComposedLetter> composed) {
        int from = entries.get(letters.getFirst()).position();
        return new ChunkSlice(edition, chunk(letters), from, ledger.clock.instant(), composed);
    }

    /** A worker and what it remembers of its batch. */
    public final class Worker {
        private LedgerTables tables = new LedgerTables(database);
        private @Nullable RecordedRun journal;
        private List<Delivery> letters = List.of();
        private ChunkSlice composed = new ChunkSlice(0, 0, 0, LedgerTables.NOW, List.of());
        private String key = "";
        private boolean isNew;
        private RetryMode retryMode = RetryMode.ANY_BATCH;

        /** Composes the letters, whose numbers are consecutive. */
        public void compose(List<Integer> numbers) {
            String[] names =
                    numbers.stream().map(letter -> entries.get(letter).user()).toArray(String[]::new);
            composed = slice(numbers, ledger.slice(edition, 0, names).letters());
            letters = composed.newLetters().stream()
                    .map(letter -> letter.delivery("digest", "v", composed.composedAt()))
                    .toList();
            isNew = true;
        }

        /** Reads the letters that a stopped worker left handed over. */
        public void readInterrupted(List<Integer> numbers) {
            read(tables.deliveries.interrupted(edition, chunk(numbers)), numbers);
        }

        /** Reads the letters that are not handed over. */
        public void readOwed(List<Integer> numbers) {
            read(tables.deliveries.notHandedOver(edition, chunk(numbers)), numbers);
        }

        private void read(List<Delivery> found, List<Integer> numbers) {
            Set<String> names =
                    numbers.stream().map(letter -> entries.get(letter).user()).collect(Collectors.toSet());
            letters = found.stream()
                    .filter(letter -> names.contains(letter.userId()))
                    .sorted((one, other) -> one.userId().compareTo(other.userId()))
                    .toList();
            isNew = false;
        }

        public boolean storeAsOwed() {
            return tables.intents.writeOwed(composed, SettlementPolicy.NONE);
        }

        /** Commits the intent to hand over. Returns whether the batch was stored. */
        public boolean storeAsBatch() {
            NewBatch batch = NewBatch.of(outgoing());
            key = batch.key();
            retryMode = RetryMode.ANY_BATCH;
            return tables.intents.write(composed, batch, SettlementPolicy.NONE);
        }

        /** Commits the intent to hand over again the batch of a stopped worker. */
        public boolean reclaim() {
            key = String.valueOf(letters.getFirst().batchKey());
            retryMode = RetryMode.SAME_BATCH;
            return tables.attempts.reclaim(letters).claimed().size() == letters.size();
        }

        /** Commits the intent to hand over owed letters. */
        public boolean claim() {
            Delivery first = letters.getFirst();
            String kept = first.batchKey();
            key = kept == null ? BatchKey.of(outgoing()) : kept;
            retryMode = first.isReplay() ? RetryMode.SAME_BATCH : kept != null ? RetryMode.ALONE : RetryMode.ANY_BATCH;
            List<Long> claimed = tables.attempts.claim(letters, key).claimed();
            List<Delivery> part = letters.stream()
                    .filter(letter -> claimed.contains(letter.id()))
                    .toList();
            if (part.size() < letters.size()) {
                endClaim(part, first.isReplay());
            }
            return claimed.size() == letters.size();
        }

        private void endClaim(List<Delivery> part, boolean isReplay) {
            if (isReplay) {
                tables.settler.settle(part.stream()
                        .map(letter -> Settlement.unknown(letter.id(), letter.attempt() + 1, "the batch is incomplete"))
                        .toList());
            } else {
                tables.attempts.release(part);
            }
        }

        public void settleUnknown() {
            tables.settler.settle(letters.stream()
                    .map(letter -> Settlement.unknown(letter.id(), letter.attempt(), "the worker stopped responding"))
                    .toList());
        }

        public void giveUp() {
            tables.settler.skip(letters.stream()
                    .map(letter -> new SkippedDelivery(letter, SkipReason.CANCELLED))
                    .toList());
        }

        /** @param requested the transport's retry mode */
        public void settle(List<SendOutcome> outcomes, RetryMode requested) {
            BatchOutcomes results = BatchOutcomes.of(
                    key,
                    outgoing(),
                    new HandOverResult(outcomes, null),
                    requested == RetryMode.ANY_BATCH ? retryMode : requested,
                    DeliveryBackoff.STANDARD,
                    tables.clock.instant());
            tables.settler.settle(isNew ? results.ofNewBatch(key) : results, SettlementPolicy.NONE);
        }

        private List<OutgoingLetter> outgoing() {
            return letters.stream()
                    .map(letter -> new OutgoingLetter(letter, TestMessages.to(letter.userId())))
                    .toList();
        }

        /**
         * Kills the process and starts it again as another run.
         *
         * @param attempts the attempts of the letters in its journal; empty without a journal
         */
        public void crash(List<Integer> attempts, List<LetterProgress> progress, boolean complete) {
            List<RecordedLetter> recorded = new ArrayList<>();
            for (int i = 0; i < attempts.size(); i++) {
                recorded.add(
                        new RecordedLetter(new LetterAttempt(letters.get(i).id(), attempts.get(i)), progress.get(i)));
            }
            journal = new RecordedRun(tables.run.id(), complete, recorded, 0);
            tables = new LedgerTables(database);
        }

        /** @param letters the number of the journal's letters that are settled */
        public void settleJournal(int letters) {
            RecordedRun last = Objects.requireNonNull(journal);
            RecordedRun part =
                    new RecordedRun(last.run(), last.complete(), last.letters().subList(0, letters), 0);
            List<UnsettledLetter> open = tables.journals.open(part);
            tables.journals.settleOwed(part, open, SettlementPolicy.NONE);
            tables.journals.correctUnknown(part, open, SettlementPolicy.NONE);
            tables.journals.oweUnknownAgain(part, open);
        }
    }

    /**
     * The state of each letter. Letters in {@code delivery} have their attempt, and owed ones whether they may be out.
     */
    public List<String> states() {
        return entries.stream().map(this::state).toList();
    }

    private String state(ChunkEntry entry) {
        return ledger.jdbc
                .sql("""
                        select case when handed_over_at is null
                                    then 'OWED ' || attempt || case when last_unknown_attempt is not null
                                         or batch_key is not null and attempt is distinct from last_refused_attempt
                                         then ' may be out' else '' end
                                    else 'HANDED_OVER ' || attempt end as state
                        from delivery where edition_id = :edition and chunk_number = :chunk and user_id = :user
                        union all
                        select case when outcome_unknown then 'UNKNOWN' else upper(status) end
                        from digest_log where edition_id = :edition and chunk_number = :chunk and user_id = :user
                        union all
                        select 'IN_BATCH' from batch
                        where edition_id = :edition and chunk_number = :chunk and :user = any (user_ids)
                        union all
                        select 'TAKEN_OUT' from chunk
                        where edition_id = :edition and number = :chunk and :user <> all (user_ids)
                        """)
                .param("edition", edition)
                .param("chunk", entry.chunk())
                .param("user", entry.user())
                .query(String.class)
                .optional()
                .orElse("PLANNED");
    }

    /** Whether the chunks' counts equal those of their rows. */
    public boolean countsAgree() {
        return ledger.jdbc
                .sql("""
                        select bool_and((c.sent, c.skipped, c.error, c.due) = (
                            select count(*) filter (where l.status = 'sent'), count(*) filter (where l.status = 'skipped'),
                                   count(*) filter (where l.status = 'error'), cardinality(c.user_ids)
                            from digest_log l where l.edition_id = c.edition_id and l.chunk_number = c.number))
                        from chunk c where c.edition_id = :edition
                        """)
                .param("edition", edition)
                .query(Boolean.class)
                .single();
    }
}
