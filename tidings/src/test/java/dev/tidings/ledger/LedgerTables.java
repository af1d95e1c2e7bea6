package dev.tidings.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.digest.DigestPeriod;
import dev.tidings.ledger.Chunks.NewChunk;
import dev.tidings.ledger.ComposedLetter.NewLetter;
import dev.tidings.testing.TestDatabase;
import dev.tidings.testkit.SettableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The ledger's repositories on a test database, and helpers that insert rows. */
final class LedgerTables {
    static final Instant NOW = Instant.parse("2026-05-11T14:00:00Z");

    final SettableClock clock = new SettableClock(NOW);
    final NodeRun run = new NodeRun(UUID.randomUUID(), "node");
    final JdbcClient jdbc;
    final Chunks chunks;
    final NewLetters newLetters;
    final Batches batches;
    final Deliveries deliveries;
    final DeliveryAttempts attempts;
    final DigestLog digestLog;
    final DuplicateRemover duplicateRemover;
    final Deferrals deferrals;
    final Settler settler;
    final LetterRetries retries;
    final IntentWriter intents;
    final LateOutcomes lateOutcomes = new LateOutcomes(run);
    final JournalSettler journals;

    private long testedEdition;
    private List<String> unrelated = List.of();
    private LocalDate nextPeriod = LocalDate.of(2000, 1, 3);

    LedgerTables(TestDatabase database) {
        this(database.jdbc(), database.transactions());
    }

    LedgerTables(JdbcClient jdbc, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        chunks = new Chunks(jdbc, clock);
        newLetters = new NewLetters(jdbc, run, clock);
        batches = new Batches(jdbc, run);
        deliveries = new Deliveries(jdbc, clock);
        attempts = new DeliveryAttempts(jdbc, run, clock);
        retries = new LetterRetries(jdbc, clock);
        digestLog = new DigestLog(jdbc, run, clock);
        deferrals = new Deferrals(jdbc, run, clock);
        duplicateRemover = new DuplicateRemover(jdbc);
        settler = new Settler(digestLog, deferrals, batches, duplicateRemover, transactions, clock);
        intents = intents(transactions);
        journals = new JournalSettler(new UnsettledAttempts(jdbc, clock), batches, settler, transactions, clock);
    }

    /** @param transactions the transactions of intents, not of outcomes */
    IntentWriter intents(TransactionTemplate transactions) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        OutcomeWriter writer = new OutcomeWriter(settler, meters);
        return new IntentWriter(newLetters, duplicateRemover, batches, writer, lateOutcomes, transactions, meters);
    }

    /** Inserts an open edition of an unused period, with one chunk of these users. */
    long edition(String... users) {
        jdbc.sql("insert into template_version (version, name, files) values ('v', 'v', '{}') on conflict do nothing")
                .update();
        jdbc.sql("""
                        insert into users (id, email, account_id)
                        select id, id || '@example.com', id from unnest(:users::text[]) as u (id)
                        on conflict do nothing
                        """).param("users", users).update();
        DigestPeriod period = new DigestPeriod(nextPeriod, nextPeriod.plusDays(6));
        nextPeriod = nextPeriod.plusDays(7);
        long edition = jdbc.sql("""
                        insert into edition (digest, period_start, period_end, opened_by, transport, template_version, opened_at)
                        values ('digest', :start, :end, 'clock', 'outbox', 'v', now())
                        returning id
                        """)
                .param("start", period.start())
                .param("end", period.end())
                .query(Long.class)
                .single();
        chunks.add(edition, 1, new NewChunk(List.of(users)));
        return edition;
    }

    /** Composes letters of these users, who follow each other in the chunk from position {@code from}. */
    ChunkSlice slice(long edition, int from, String... users) {
        return slice(edition, 1, from, users);
    }

    /** Letters of these users in that chunk. */
    ChunkSlice slice(long edition, int chunk, int from, String... users) {
        List<ComposedLetter> letters = Arrays.stream(users)
                .<ComposedLetter>map(user ->
                        new NewLetter(newLetters.nextIds(1).getFirst(), user, "{\"edition\":" + edition + "}", 1, 0))
                .toList();
        return new ChunkSlice(edition, chunk, from, clock.instant(), letters);
    }

    /** Stores the slice's letters as owed and returns them in the slice's order. */
    List<Delivery> owed(ChunkSlice slice) {
        intents.writeOwed(slice, SettlementPolicy.NONE);
        return slice.newLetters().stream()
                .map(letter -> deliveries.find(letter.id()).orElseThrow())
                .toList();
    }

    /** Stores the slice's letters as one batch that is handed over. Returns false if it was not stored. */
    boolean batch(ChunkSlice slice, String key) {
        Set<Long> ids = slice.newLetters().stream().map(NewLetter::id).collect(Collectors.toSet());
        return intents.write(slice, new NewBatch(key, ids), SettlementPolicy.NONE);
    }

    Delivery find(Delivery letter) {
        return deliveries.find(letter.id()).orElseThrow();
    }

    static List<Long> ids(List<Delivery> letters) {
        return letters.stream().map(Delivery::id).toList();
    }

    /** The letter's state and number of attempts, such as {@code "handed over 2"} or {@code "sent 1"}. */
    String state(long id) {
        return jdbc.sql("""
                        select status || ' ' || attempt from (
                            select id, case when handed_over_at is not null then 'handed over'
                                            when next_attempt_at is null then 'parked' else 'owed' end as status, attempt
                            from delivery
                            union all
                            select id, case when outcome_unknown then 'unknown' else status end, attempt from digest_log
                            union all
                            select unnest(letter_ids), 'in batch', 1 from batch
                        ) as letter where id = :id
                        """).param("id", id).query(String.class).optional().orElse("planned 0");
    }

    /** The chunk's counts, such as {@code "3 due = 1 sent + 0 skipped + 0 error + 2 owed"}. */
    String counts(long edition) {
        return jdbc.sql("""
                        select due || ' due = ' || sent || ' sent + ' || skipped || ' skipped + ' || error || ' error + '
                            || owed || ' owed'
                        from chunk where edition_id = :edition and number = 1
                        """).param("edition", edition).query(String.class).single();
    }

    /**
     * Adds letters in each state outside of the edition's first chunk: in another chunk, and of the same users in
     * another edition. A test must not change them.
     */
    void addUnrelatedLetters(long edition) {
        chunks.add(edition, 7, new NewChunk(List.of("dan", "eve", "fay")));
        jdbc.sql("""
                        insert into users (id, email, account_id)
                        select id, id || '@example.com', id from unnest(array['dan', 'eve', 'fay']) as u (id)
                        on conflict do nothing
                        """).update();
        addLettersInEachState(edition, 7, "dan", "eve", "fay");
        settledElsewhere(edition, "dan", "regular");
        addLettersInEachState(edition("ada", "ben", "cleo"), 1, "ada", "ben", "cleo");
        testedEdition = edition;
        unrelated = unrelatedRows();
    }

    private void addLettersInEachState(long edition, int chunk, String... users) {
        List<Delivery> owed = owed(slice(edition, chunk, 0, users[0], users[1]));
        attempts.claim(List.of(owed.get(1)), "claimed " + edition + "/" + chunk);
        batch(slice(edition, chunk, 2, users[2]), "batch " + edition + "/" + chunk);
    }

    /** The ledger's rows outside of the tested chunk. */
    private List<String> unrelatedRows() {
        return jdbc.sql("""
                        select 'delivery ' || row_to_json(d) from delivery d
                        where batch_key like 'claimed %' or (edition_id, chunk_number) in (values (:edition, 7), (:edition + 1, 1))
                        union all
                        select 'batch ' || key from batch where key like 'batch %'
                        union all
                        select 'chunk ' || row_to_json(c) from chunk c
                        where (edition_id, number) in (values (:edition, 7), (:edition + 1, 1))
                        union all
                        select 'user ' || id || ' ' || coalesce(last_digest_sent_at::text, '') from users
                        where id in ('dan', 'eve', 'fay')
                        union all
                        select 'log ' || row_to_json(l) from digest_log l
                        where (edition_id, chunk_number) in (values (:edition, 7), (:edition + 1, 1))
                        order by 1
                        """).param("edition", testedEdition).query(String.class).list();
    }

    void assertUnrelatedLettersUnchanged() {
        assertThat(unrelatedRows()).isEqualTo(unrelated);
    }

    /**
     * Stores a settled letter of the edition, or a test letter of its digest and period.
     *
     * @param reason why it was skipped or failed
     */
    long settled(long edition, String user, String kind, String status, @Nullable String reason, Instant at) {
        return jdbc.sql("""
                        insert into digest_log (id, user_id, period_start, period_end, status, skip_reason, error_message, digest,
                                                edition_id, chunk_number, kind, transport, sent_at, created_at, content,
                                                template_version, attempt)
                        select nextval('letter_id'), :user, period_start, period_end, :status,
                               case when :status = 'skipped' then :reason end, case when :status = 'error' then :reason end, digest,
                               case when :kind = 'regular' then id end, case when :kind = 'regular' then 1 end, :kind, 'outbox',
                               case when :status = 'sent' then :at::timestamptz end, :at::timestamptz, '{}', 'v', 1
                        from edition where id = :edition
                        returning id
                        """)
                .param("edition", edition)
                .param("user", user)
                .param("kind", kind)
                .param("status", status)
                .param("reason", reason)
                .param("at", at.toString())
                .query(Long.class)
                .single();
    }

    /** Locks a row until the caller's transaction ends. */
    void lock(String table, Object id) {
        jdbc.sql("select from " + table + " where id = :id for update")
                .param("id", id)
                .query()
                .listOfRows();
    }

    /** Whether another transaction has locked the row. */
    boolean isLocked(String table, Object id) {
        return jdbc.sql("select from " + table + " where id = :id for update skip locked")
                .param("id", id)
                .query()
                .listOfRows()
                .isEmpty();
    }

    boolean isSessionWaitingForLock() {
        return jdbc.sql(
                        "select exists (select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database())")
                .query(Boolean.class)
                .single();
    }

    /** Inserts a settled letter of the edition's digest and period that belongs to another edition. */
    void settledElsewhere(long edition, String user, String kind) {
        jdbc.sql("""
                        insert into digest_log (id, user_id, period_start, period_end, status, digest, edition_id, chunk_number,
                                                kind, sent_at)
                        select nextval('letter_id'), :user, period_start, period_end, 'sent', digest,
                               case when :kind = 'regular' then -1 end, case when :kind = 'regular' then 1 end, :kind, now()
                        from edition where id = :edition
                        """)
                .param("user", user)
                .param("kind", kind)
                .param("edition", edition)
                .update();
    }
}
