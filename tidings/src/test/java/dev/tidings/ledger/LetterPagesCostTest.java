package dev.tidings.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.ledger.LetterRow.LetterStatus;
import dev.tidings.testing.TestDatabase;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The rows that pages read of an edition that owes 50,000 letters and of one that has settled 50,000, in 100 chunks each.
 * Counts the parts of long values, such as the users of a chunk, as rows, too.
 */
class LetterPagesCostTest {
    private static final int PAGE = 50;
    private static final int CHUNKS = 100;

    /** A page from each place and from each chunk that it is in, and the counts of both editions' chunks. */
    private static final int ROWS = 10 * PAGE + 2 * CHUNKS;

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static long owing;
    private static long settled;

    private final Letters letters =
            new Letters(database.jdbc(), new EditionLetters(database.jdbc()), new LetterReasons(database.jdbc()));

    /** 30,000 letters in delivery, five batches, the rest is planned; errors that many letters have, and few. */
    @BeforeAll
    static void insert() {
        LedgerTables ledger = new LedgerTables(database);
        owing = ledger.edition();
        settled = ledger.edition();
        sql("""
                insert into users (id, email, account_id)
                select md5(i::text), i || '@example.com', i from generate_series(1, 50000) i""");
        sql("""
                insert into chunk (edition_id, number, user_ids, due, composed_count)
                select e.id, 2 + n, array_agg(u.id order by u.id), count(*), case when n < 60 then 500 when n < 65 then 25 else 0 end
                from edition e, (select id, (row_number() over (order by id) - 1) / 500 as n from users) u
                group by e.id, n""");
        sql("update chunk set composed_count = due, sent = due where edition_id = " + settled);
        sql("""
                insert into batch (key, edition_id, chunk_number, letter_ids, user_ids, contents, recipient_versions, item_counts,
                                   composed_at, handed_over_at, run_id)
                select 'key' || number, edition_id, number, array(select nextval('letter_id') from generate_series(1, 25)),
                       user_ids[1:25], array_fill('{}'::text, array[25]), array_fill(0, array[25]), array_fill(1, array[25]),
                       now(), now(), gen_random_uuid()
                from chunk where composed_count = 25""");
        sql("""
                insert into delivery (id, edition_id, chunk_number, kind, digest, user_id, period_start, period_end, transport,
                                      template_version, content, item_count, recipient_version, next_attempt_at, composed_at, last_error)
                select nextval('letter_id'), e.id, c.number, 'regular', e.digest, u.id, e.period_start, e.period_end, 'outbox', 'v', '{}',
                       1, 0, now(), now(), case when u.id > '99' then 'rare' else '450 busy' end
                from chunk c join edition e on e.id = c.edition_id, unnest(c.user_ids) as u (id)
                where e.id = %d and c.composed_count = 500""".formatted(owing));
        sql("""
                insert into digest_log (id, user_id, period_start, period_end, status, skip_reason, error_message, outcome_unknown,
                                        digest, edition_id, chunk_number, kind, transport, sent_at, created_at, content)
                select nextval('letter_id'), u.id, e.period_start, e.period_end, s.outcome,
                       case when s.outcome = 'skipped' then 'OPTED_OUT' end,
                       case when s.outcome = 'error' then case when u.id > 'fe' then 'lost' else '550 no' end end,
                       s.outcome = 'error' and u.id > 'fe', e.digest, e.id, 1, 'regular', 'outbox',
                       case when s.outcome = 'sent' then now() + u.i * interval '1 ms' end, now(), '{}'
                from edition e, (select id, row_number() over (order by md5(id)) as i from users) u,
                     lateral (select case mod(u.i, 5) when 0 then 'skipped' when 1 then 'error' else 'sent' end as outcome) s
                where e.id = %d""".formatted(settled));
        sql("vacuum analyze");
    }

    @Test
    void aPageOfAnOwingEditionCostsWhatItShows() {
        for (String after : new String[] {null, "3", "98", "9a", "9e", "e", "fff"}) {
            assertCost("all after " + after, () -> page(owing, null, null, false, null, after));
            assertCost("owed after " + after, () -> page(owing, LetterStatus.OWED, null, false, null, after));
            assertCost("planned after " + after, () -> page(owing, null, "not composed yet", false, null, after));
            assertCost("beginning alike after " + after, () -> page(owing, null, null, false, "9", after));
        }
    }

    @Test
    void aPageOfASettledEditionCostsWhatItShows() {
        for (String after : new String[] {null, "8", "fff"}) {
            assertCost("all after " + after, () -> page(settled, null, null, false, null, after));
            assertCost("skipped after " + after, () -> page(settled, LetterStatus.SKIPPED, null, false, null, after));
            assertCost("owed after " + after, () -> page(settled, LetterStatus.OWED, null, false, null, after));
            assertCost("beginning alike after " + after, () -> page(settled, null, null, false, "abc", after));
            assertCost("beginning like none after " + after, () -> page(settled, null, null, false, "xyz", after));
        }
    }

    @Test
    void aPageOfAReasonCostsWhatItShows() {
        assertThat(page(owing, null, "rare", false, null, null)).isNotEmpty();
        assertThat(page(settled, null, "lost", true, null, null)).hasSize(PAGE);
        for (String reason : new String[] {"rare", "450 busy", "lost", "550 no", "OPTED_OUT", "none"}) {
            for (long edition : new long[] {owing, settled}) {
                for (String after : new String[] {null, "8", "fff"}) {
                    assertCost(reason + " after " + after, () -> page(edition, null, reason, false, null, after));
                    assertCost(
                            "sent for " + reason, () -> page(edition, LetterStatus.SENT, reason, false, null, after));
                }
            }
        }
    }

    @Test
    void aPageOfUnknownOutcomesCostsWhatItShows() {
        for (String after : new String[] {null, "ff8", "fff"}) {
            assertCost("unknown after " + after, () -> page(settled, null, null, true, null, after));
            assertCost("unknown after " + after, () -> page(settled, LetterStatus.ERROR, null, true, null, after));
            assertCost("unknown after " + after, () -> page(owing, null, null, true, null, after));
        }
    }

    @Test
    void aPageOfTheOutboxCostsWhatItShows() {
        List<LetterRow> first = letters.inOutbox(null, PAGE);
        assertCost("first", () -> letters.inOutbox(null, PAGE));
        assertCost("second", () -> letters.inOutbox(first.getLast().id(), PAGE));
    }

    @Test
    void oneUsersLettersCostNoOthers() {
        for (String user : List.of("first", "last")) {
            String id = database.jdbc()
                    .sql("select " + (user.equals("first") ? "min" : "max") + "(id) from users")
                    .query(String.class)
                    .single();
            assertThat(letters.ofUser(id, PAGE)).hasSize(2);
            // The users of one chunk at most, beside the counts of all.
            assertThat(rowsRead(() -> letters.ofUser(id, PAGE))).as(user).isLessThan(2 * CHUNKS + 2 * PAGE);
        }
        assertCost("none", () -> letters.ofUser("nobody", PAGE));
        assertCost("one letter", () -> letters.find(-1));
    }

    /** Each reason is counted up to the limit; there are six. */
    @Test
    void reasonsAreCountedUpToALimit() {
        int most = 2 * LetterCount.LIMIT * 3;
        assertThat(rowsRead(() -> letters.reasons(owing, 12))).isLessThan(most);
        assertThat(rowsRead(() -> letters.reasons(settled, 12))).isLessThan(most);
    }

    private static void assertCost(String list, Runnable query) {
        assertThat(rowsRead(query)).as(list).isLessThan(ROWS);
    }

    private List<LetterRow> page(
            long edition,
            @Nullable LetterStatus status,
            @Nullable String reason,
            boolean unknown,
            @Nullable String user,
            @Nullable String after) {
        return letters.ofEdition(edition, new LetterFilter(status, reason, unknown, user), after, PAGE);
    }

    private static long rowsRead(Runnable query) {
        return database.transactions().execute(status -> {
            long before = rowsRead();
            query.run();
            return rowsRead() - before;
        });
    }

    /** By this session, since it last reported its counts. */
    private static long rowsRead() {
        return database.jdbc().sql("""
                        select sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) from pg_stat_xact_all_tables
                        where schemaname in (current_schema(), 'pg_toast')
                        """).query(Long.class).single();
    }

    private static void sql(String statement) {
        database.jdbc().sql(statement).update();
    }
}
