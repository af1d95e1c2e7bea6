package dev.tidings.ledger;

import dev.tidings.core.SkipReason;
import dev.tidings.ledger.ComposedLetter.NoLetter;
import dev.tidings.ledger.journal.LetterAttempt;
import dev.tidings.ledger.journal.LetterProgress;
import dev.tidings.ledger.journal.RecordedRun;
import dev.tidings.ledger.journal.RecordedRun.RecordedLetter;
import dev.tidings.testing.TestDatabase;
import dev.tidings.testing.TestMessages;
import dev.tidings.transport.SendOutcome;
import dev.tidings.transport.Transport.RetryMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Workers that use the ledger's repositories as the program does, one statement or transaction at a time, so that a test decides
 * what happens in between. Letters are numbered from 0.
 */
public final class LedgerDriver {
    private final TestDatabase database;
    private final LedgerTables ledger;
    private long edition;
    private List<Place> places = List.of();

    /** @param position in the chunk, from 0 */
    private record Place(int chunk, int position, String user) {}

    public LedgerDriver(TestDatabase database) {
        this.database = database;
        ledger = new LedgerTables(database);
        ledger.jdbc.sql("truncate users, edition, delivery, digest_log cascade").update();
    }

    /** Starts anew, with one chunk of so many users that nobody has composed. */
    public void begin(int letters) {
        places = IntStream.range(0, letters)
                .mapToObj(letter -> new Place(1, letter, "u" + letter))
                .toList();
        edition = ledger.edition(places.stream().map(Place::user).toArray(String[]::new));
    }

    /** Starts anew, with two chunks of the same user. */
    public void beginWithOneUserTwice() {
        places = List.of(new Place(1, 0, "u0"), new Place(2, 0, "u0"));
        edition = ledger.edition("u0");
        ledger.chunks.add(edition, 2, List.of("u0"), null);
    }

    private int chunk(List<Integer> letters) {
        return places.get(letters.getFirst()).chunk();
    }

    /** Expands to rows the batch that a silent worker left. */
    public void expand(List<Integer> letters) {
        ledger.batches.expandToRows(edition, chunk(letters));
    }

    /** Settles these letters, which nobody has composed, as skipped. */
    public void skipPlanned(List<Integer> letters) {
        List<ComposedLetter> skipped = letters.stream()
                .<ComposedLetter>map(
                        letter -> NoLetter.skipped(places.get(letter).user(), SkipReason.CANCELLED))
                .toList();
        ledger.intents.writeOwed(slice(letters, skipped), SettlementPolicy.NONE);
    }

    private ChunkSlice slice(List<Integer> letters, List<ComposedLetter> composed) {
        int from = places.get(letters.getFirst()).position();
        return new ChunkSlice(edition, chunk(letters), from, ledger.clock.instant(), composed);
    }

    /** The memory of a worker that works on one batch. */
    public final class Worker {
        private LedgerTables mine = new LedgerTables(database);
        private @Nullable RecordedRun journal;
        private List<Delivery> letters = List.of();
        private ChunkSlice composed = new ChunkSlice(0, 0, 0, LedgerTables.NOW, List.of());
        private String key = "";
        private boolean isNew;
        private RetryMode untaken = RetryMode.ANY_BATCH;

        /** Composes the letters, which follow on each other. */
        public void compose(List<Integer> chosen) {
            String[] names =
                    chosen.stream().map(letter -> places.get(letter).user()).toArray(String[]::new);
            composed = slice(chosen, ledger.slice(edition, 0, names).letters());
            letters = composed.newLetters().stream()
                    .map(letter -> letter.delivery("digest", "v", composed.composedAt()))
                    .toList();
            isNew = true;
        }

        /** Reads the letters that a silent worker left. */
        public void readInterrupted(List<Integer> chosen) {
            read(mine.deliveries.interrupted(edition, chunk(chosen)), chosen);
        }

        /** Reads the letters that nobody is handing over. */
        public void readOwed(List<Integer> chosen) {
            read(mine.deliveries.notHandedOver(edition, chunk(chosen)), chosen);
        }

        private void read(List<Delivery> found, List<Integer> chosen) {
            Set<String> names =
                    chosen.stream().map(letter -> places.get(letter).user()).collect(Collectors.toSet());
            letters = found.stream()
                    .filter(letter -> names.contains(letter.userId()))
                    .sorted((one, other) -> one.userId().compareTo(other.userId()))
                    .toList();
            isNew = false;
        }

        public boolean storeAsOwed() {
            return mine.intents.writeOwed(composed, SettlementPolicy.NONE);
        }

        /** Commits the intent to hand over; returns whether the batch is this worker's. */
        public boolean storeAsBatch() {
            NewBatch batch = NewBatch.of(outgoing());
            key = batch.key();
            untaken = RetryMode.ANY_BATCH;
            return mine.intents.write(composed, batch, SettlementPolicy.NONE);
        }

        /** Commits the intent to hand over again what a silent worker had in hand. */
        public boolean reclaim() {
            key = String.valueOf(letters.getFirst().batchKey());
            untaken = RetryMode.SAME_BATCH;
            return mine.attempts.reclaim(letters).claimed().size() == letters.size();
        }

        /** Commits the intent to hand over owed letters. */
        public boolean claim() {
            Delivery first = letters.getFirst();
            String kept = first.batchKey();
            key = kept == null ? BatchKey.of(outgoing()) : kept;
            untaken = first.isReplay() ? RetryMode.SAME_BATCH : kept != null ? RetryMode.ALONE : RetryMode.ANY_BATCH;
            List<Long> claimed = mine.attempts.claim(letters, key).claimed();
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
                mine.settler.settle(part.stream()
                        .map(letter -> Settlement.unknown(letter.id(), letter.attempt() + 1, "the batch is not whole"))
                        .toList());
            } else {
                mine.attempts.release(part);
            }
        }

        public void settleUnknown() {
            mine.settler.settle(letters.stream()
                    .map(letter -> Settlement.unknown(letter.id(), letter.attempt(), "the worker stopped responding"))
                    .toList());
        }

        public void giveUp() {
            mine.settler.skip(letters.stream()
                    .map(letter -> new SkippedDelivery(letter, SkipReason.CANCELLED))
                    .toList());
        }

        /** @param again as the transport says */
        public void settle(List<SendOutcome> outcomes, RetryMode again) {
            BatchOutcomes learned = BatchOutcomes.of(
                    key,
                    outgoing(),
                    outcomes,
                    again == RetryMode.ANY_BATCH ? untaken : again,
                    DeliveryBackoff.STANDARD,
                    mine.clock.instant());
            mine.settler.settle(isNew ? learned.ofNewBatch(key) : learned, SettlementPolicy.NONE);
        }

        private List<OutgoingLetter> outgoing() {
            return letters.stream()
                    .map(letter -> new OutgoingLetter(letter, TestMessages.to(letter.userId())))
                    .toList();
        }

        /**
         * The process is killed and starts again as another run.
         *
         * @param attempts of the letters that its journal has; empty without a journal
         */
        public void crash(List<Integer> attempts, List<LetterProgress> progress, boolean complete) {
            List<RecordedLetter> recorded = new ArrayList<>();
            for (int i = 0; i < attempts.size(); i++) {
                recorded.add(
                        new RecordedLetter(new LetterAttempt(letters.get(i).id(), attempts.get(i)), progress.get(i)));
            }
            journal = new RecordedRun(mine.run.id(), complete, recorded, 0);
            mine = new LedgerTables(database);
        }

        /** @param letters how many of the journal's letters are settled */
        public void settleJournal(int letters) {
            RecordedRun last = Objects.requireNonNull(journal);
            RecordedRun part =
                    new RecordedRun(last.run(), last.complete(), last.letters().subList(0, letters), 0);
            List<OpenLetter> open = mine.journals.open(part);
            mine.journals.settleOwed(part, open, SettlementPolicy.NONE);
            mine.journals.correctUnknown(part, open, SettlementPolicy.NONE);
            mine.journals.oweUnknownAgain(part, open);
        }
    }

    /** Where each letter is, with its attempt while it is in {@code delivery}, and whether it may be out while it is owed. */
    public List<String> states() {
        return places.stream().map(this::state).toList();
    }

    private String state(Place place) {
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
                .param("chunk", place.chunk())
                .param("user", place.user())
                .query(String.class)
                .optional()
                .orElse("PLANNED");
    }

    /** Whether the chunks' counts are those of their rows. */
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
