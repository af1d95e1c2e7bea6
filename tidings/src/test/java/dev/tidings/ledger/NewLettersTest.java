package dev.tidings.ledger;

import static dev.tidings.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.core.SkipReason;
import dev.tidings.ledger.Chunks.NewChunk;
import dev.tidings.ledger.ComposedLetter.NoLetter;
import dev.tidings.ledger.NewLetters.Begun;
import dev.tidings.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NewLettersTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private LedgerTables ledger;
    private long edition;

    @BeforeEach
    void anEditionOfThree() {
        ledger = new LedgerTables(database);
        ledger.jdbc.sql("truncate users, edition, delivery, digest_log cascade").update();
        edition = ledger.edition("ada", "ben", "cleo");
        ledger.addUnrelatedLetters(edition);
    }

    @AfterEach
    void unrelatedLettersAreUnchanged() {
        ledger.assertUnrelatedLettersUnchanged();
    }

    @Test
    void aSliceMustBeginAtTheChunksFirstUncomposedUser() {
        assertThat(begin(ledger.slice(edition, 1, "ben"))).isEqualTo(new Begun(false, Map.of()));
        assertThat(begin(ledger.slice(edition, 0, "ada"))).isEqualTo(new Begun(true, Map.of("ada", 0)));
        assertThat(begin(ledger.slice(edition, 0, "ada"))).isEqualTo(new Begun(false, Map.of()));
        assertThat(begin(ledger.slice(edition, 1, "ben", "cleo")))
                .isEqualTo(new Begun(true, Map.of("ben", 0, "cleo", 0)));
    }

    @Test
    void aSliceAdvancesOnlyItsOwnChunk() {
        long other = ledger.edition("ada", "ben", "cleo");
        ledger.chunks.add(edition, 2, new NewChunk(List.of("gus")));

        begin(ledger.slice(edition, 0, "ada", "ben"));

        assertThat(ledger.jdbc
                        .sql(
                                "select composed_count from chunk where number < 7 and edition_id in (:one, :other) order by edition_id, number")
                        .param("one", edition)
                        .param("other", other)
                        .query(Integer.class)
                        .list())
                .containsExactly(2, 0, 0);
        assertThat(begin(ledger.slice(other, 0, "ada")).advanced()).isTrue();
    }

    @Test
    void usersAreLockedInTheOrderOfTheirIds() {
        long other = ledger.edition("ken", "joe");
        ledger.jdbc.sql("update users set name = 'last' where id = 'joe'").update();

        CompletableFuture<Begun> second = database.transactions().execute(status -> {
            ledger.lock("users", "ken");
            CompletableFuture<Begun> waiting = CompletableFuture.supplyAsync(
                    () -> database.transactions().execute(own -> begin(ledger.slice(other, 0, "ken", "joe"))));
            await().until(ledger::isSessionWaitingForLock);
            assertThat(ledger.isLocked("users", "joe")).isTrue();
            return waiting;
        });

        assertThat(second.join()).isEqualTo(new Begun(true, Map.of("ken", 0, "joe", 0)));
    }

    @Test
    void aDeletedUserIsMissing() {
        long other = ledger.edition("gus", "hal");
        ledger.jdbc.sql("delete from users where id = 'hal'").update();

        assertThat(ledger.batch(ledger.slice(other, 0, "gus", "hal"), "key")).isFalse();
        assertThat(begin(ledger.slice(other, 0, "gus", "hal"))).isEqualTo(new Begun(true, Map.of("gus", 0)));
    }

    @Test
    void testLettersAndLettersOfAnotherPeriodDigestOrUserAreNoDuplicates() {
        long week = ledger.edition("ada", "ben", "cleo", "gus");
        ledger.settledElsewhere(edition, "ada", "test");
        ledger.settledElsewhere(week, "ada", "regular");
        ledger.settledElsewhere(edition, "gus", "regular");
        ledger.jdbc.sql("""
                        insert into digest_log (id, user_id, period_start, period_end, status, digest, edition_id, chunk_number,
                                                kind, sent_at)
                        select nextval('letter_id'), 'ada', period_start + first, period_end + last, 'sent', name, -1, 1,
                               'regular', now()
                        from edition, (values ('digest', 0, 1), ('digest', -1, 0), ('other', 0, 0)) as v (name, first, last)
                        where id = :edition
                        """).param("edition", edition).update();
        for (String[] owed : new String[][] {
            {"test", "digest", "0", "0"},
            {"regular", "other", "0", "0"},
            {"regular", "digest", "0", "1"},
            {"regular", "digest", "-1", "0"}
        }) {
            ledger.jdbc
                    .sql("""
                            insert into delivery (id, kind, edition_id, chunk_number, digest, user_id, period_start, period_end,
                                                  transport, template_version, content, item_count, recipient_version, composed_at, next_attempt_at)
                            select nextval('letter_id'), :kind, case when :kind = 'regular' then -1 end,
                                   case when :kind = 'regular' then 1 end, :digest, 'ada', period_start + :first::integer,
                                   period_end + :last::integer, 'outbox', 'v', '{}', 1, 0, now(), now()
                            from edition where id = :edition
                            """)
                    .param("kind", owed[0])
                    .param("digest", owed[1])
                    .param("first", owed[2])
                    .param("last", owed[3])
                    .param("edition", edition)
                    .update();
        }
        ledger.batch(ledger.slice(week, 1, "ben"), "not stored, because ada comes first");
        ledger.jdbc
                .sql("update chunk set composed_count = 1 where edition_id = :week")
                .param("week", week)
                .update();
        assertThat(ledger.batch(ledger.slice(week, 1, "ben"), "another edition's"))
                .isTrue();

        assertThat(ledger.batch(ledger.slice(edition, 0, "ada", "ben"), "key")).isTrue();
    }

    @Test
    void aStoredBatchKeepsItsOrderAndKey() {
        ChunkSlice slice = ledger.slice(edition, 0, "ada", "ben");

        ledger.batch(slice, "key");
        ledger.batches.expandToRows("key");

        List<Delivery> letters = ledger.deliveries.interrupted(edition, 1);
        assertThat(letters).extracting(Delivery::userId).containsExactly("ada", "ben");
        assertThat(letters)
                .extracting(Delivery::id)
                .containsExactlyElementsOf(slice.newLetters().stream()
                        .map(ComposedLetter.NewLetter::id)
                        .toList());
        assertThat(letters).allSatisfy(letter -> {
            assertThat(letter.attempt()).isEqualTo(1);
            assertThat(letter.batchKey()).isEqualTo("key");
            assertThat(letter.mayBeOut()).isTrue();
        });
    }

    @Test
    void theStatementsOfAnIntentAreNotPlannedAgain() {
        ChunkSlice slice = ledger.slice(edition, 0, "ada");

        String mode = database.transactions().execute(status -> {
            ledger.newLetters.begin(slice);
            return planCacheMode();
        });

        assertThat(mode).isEqualTo("force_generic_plan");
        assertThat(planCacheMode()).isEqualTo("auto");
    }

    private String planCacheMode() {
        return ledger.jdbc.sql("show plan_cache_mode").query(String.class).single();
    }

    @Test
    void aUserWithoutALetterIsSettledInTheEditionsChunk() {
        ledger.edition("ada");
        ChunkSlice slice = new ChunkSlice(
                edition,
                1,
                0,
                LedgerTables.NOW,
                List.of(NoLetter.skipped("ada", 0, SkipReason.NO_CONTENT), NoLetter.failed("ben", 0, "no answer")));

        assertThat(ledger.intents.writeOwed(slice, SettlementPolicy.NONE)).isTrue();

        assertThat(ledger.counts(edition)).isEqualTo("3 due = 0 sent + 1 skipped + 1 error + 1 owed");
        assertThat(ledger.jdbc
                        .sql(
                                "select user_id || ' ' || coalesce(skip_reason, error_message) from digest_log where edition_id = :edition order by user_id")
                        .param("edition", edition)
                        .query(String.class)
                        .list())
                .containsExactly("ada NO_CONTENT", "ben no answer");
    }

    @Test
    void noUserIsRemovedIfMoreOfTheChunkIsComposed() {
        long other = ledger.edition("ada", "ben", "cleo");
        ledger.owed(ledger.slice(other, 0, "ada"));
        ledger.chunks.add(edition, 2, new NewChunk(List.of("gus", "cleo")));
        ledger.jdbc
                .sql("update chunk set composed_count = 1 where edition_id = :edition and number = 2")
                .param("edition", edition)
                .update();
        Chunks.Chunk seen = ledger.chunks.find(edition, 1).orElseThrow();
        ledger.owed(ledger.slice(edition, 0, "ada"));

        assertThat(ledger.chunks.removeUsers(seen, List.of("cleo"))).isFalse();
        assertThat(ledger.chunks.removeUsers(ledger.chunks.find(edition, 1).orElseThrow(), List.of("cleo")))
                .isTrue();

        assertThat(ledger.chunks.find(edition, 1).orElseThrow().uncomposed()).containsExactly("ben");
        assertThat(ledger.counts(edition)).isEqualTo("2 due = 0 sent + 0 skipped + 0 error + 2 owed");
        assertThat(ledger.chunks.find(edition, 2).orElseThrow().uncomposed()).containsExactly("cleo");
        assertThat(ledger.chunks.find(other, 1).orElseThrow().uncomposed()).containsExactly("ben", "cleo");
    }

    @Test
    void aChunkIsClosedWhenItOwesNothing() {
        ledger.chunks.add(edition, 2, new NewChunk(List.of("ada")));
        long empty = ledger.edition();
        assertThat(ledger.chunks.closeIfSettled(edition, 1)).isFalse();
        List<Delivery> letters = ledger.owed(ledger.slice(edition, 0, "ada", "ben", "cleo"));
        ledger.digestLog.settle(
                letters.stream()
                        .map(letter -> Settlement.sent(letter.id(), 0, null, null))
                        .toList(),
                LedgerTables.NOW);

        assertThat(ledger.chunks.closeIfSettled(edition, 1)).isTrue();
        assertThat(ledger.chunks.closeIfSettled(edition, 2)).isFalse();
        assertThat(ledger.jdbc
                        .sql("select closed_at is null from chunk where edition_id = :edition")
                        .param("edition", empty)
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void lettersOfOtherUsersAreNoDuplicates() {
        ledger.owed(ledger.slice(edition, 0, "ada"));

        assertThat(ledger.batch(ledger.slice(edition, 1, "ben"), "key")).isTrue();
    }

    @Test
    void aBatchIsNotStoredIfAUserAlreadyHasALetter() {
        ledger.settledElsewhere(edition, "ben", "regular");
        ChunkSlice slice = ledger.slice(edition, 0, "ada", "ben");

        assertThat(ledger.newLetters
                        .storeBatch(slice, "key", slice.newLetters())
                        .doubled())
                .containsExactly("ben");

        assertThat(ledger.jdbc
                        .sql("select count(*) from batch where key = 'key'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private Begun begin(ChunkSlice slice) {
        return ledger.newLetters.begin(slice);
    }
}
