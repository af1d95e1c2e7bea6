package dev.tidings.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.ledger.Chunks.NewChunk;
import dev.tidings.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DuplicateRemoverTest {
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
    void anUncomposedDuplicateIsRemovedWithARemark() {
        ledger.chunks.add(edition, 2, new NewChunk(List.of("ada", "ben", "cleo")));

        assertThat(remove(ledger.slice(edition, 0, "ada", "ben"), "ben")).isEqualTo(1);

        assertThat(users(1)).containsExactly("ada", "cleo");
        assertThat(users(2)).containsExactly("ada", "ben", "cleo");
        assertThat(ledger.counts(edition)).isEqualTo("2 due = 0 sent + 0 skipped + 0 error + 2 owed");
        assertThat(remarks()).containsExactly("ben: duplicate");
    }

    @Test
    void remarksFollowTheOrderOfTheChunk() {
        long other = ledger.edition("zoe", "yan", "xia");
        List<Delivery> letters = ledger.owed(ledger.slice(other, 0, "zoe", "yan", "xia"));
        List.of("xia", "zoe", "yan").forEach(user -> ledger.settledElsewhere(other, user, "regular"));

        ledger.duplicateRemover.removeSettledElsewhere(LedgerTables.ids(letters));

        assertThat(ledger.jdbc
                        .sql("select unnest(remarks) from chunk where edition_id = :edition")
                        .param("edition", other)
                        .query(String.class)
                        .list())
                .extracting(remark -> remark.substring(0, 3))
                .containsExactly("zoe", "yan", "xia");
    }

    @Test
    void nothingIsRemovedIfMoreOfTheChunkIsComposed() {
        ChunkSlice slice = ledger.slice(edition, 0, "ada", "ben");
        ledger.owed(ledger.slice(edition, 0, "ada"));

        assertThat(remove(slice, "ben")).isZero();

        assertThat(users(1)).containsExactly("ada", "ben", "cleo");
    }

    @Test
    void nothingIsRemovedIfThePositionsHaveChanged() {
        ChunkSlice slice = ledger.slice(edition, 0, "ada", "ben");
        remove(slice, "ada");

        assertThat(remove(slice, "ben")).isZero();

        assertThat(users(1)).containsExactly("ben", "cleo");
    }

    @Test
    void anOwedDuplicateIsRemovedAndNoLongerCountedAsComposed() {
        List<Delivery> letters = ledger.owed(ledger.slice(edition, 0, "ada", "ben"));
        ledger.settledElsewhere(edition, "ada", "regular");

        assertThat(ledger.duplicateRemover.removeSettledElsewhere(LedgerTables.ids(letters)))
                .containsExactly(letters.getFirst().id());

        assertThat(users(1)).containsExactly("ben", "cleo");
        assertThat(ledger.chunks.find(edition, 1).orElseThrow().uncomposed()).containsExactly("cleo");
        assertThat(ledger.counts(edition)).isEqualTo("2 due = 0 sent + 0 skipped + 0 error + 2 owed");
        assertThat(remarks()).containsExactly("ada: has a settled letter already");
    }

    @Test
    void onlyTheGivenLettersAreRemovedFromTheirChunks() {
        long other = ledger.edition("ada", "ben", "cleo");
        List<Delivery> letters = ledger.owed(ledger.slice(edition, 0, "ada", "ben"));
        List<Delivery> others = ledger.owed(ledger.slice(other, 0, "ada"));
        for (String user : List.of("ada", "ben")) {
            ledger.settledElsewhere(edition, user, "regular");
            ledger.settledElsewhere(other, user, "regular");
        }

        ledger.duplicateRemover.removeSettledElsewhere(
                List.of(letters.getFirst().id()));

        assertThat(ledger.state(letters.get(1).id())).isEqualTo("owed 0");
        assertThat(ledger.state(others.getFirst().id())).isEqualTo("owed 0");
        assertThat(ledger.counts(other)).isEqualTo("3 due = 0 sent + 0 skipped + 0 error + 3 owed");
    }

    @Test
    void ofAUserListedTwiceTheComposedEntryIsRemoved() {
        ledger.jdbc
                .sql(
                        "update chunk set user_ids = array['ada', 'ben', 'ada'] where edition_id = :edition and number = 1")
                .param("edition", edition)
                .update();
        List<Delivery> letters = ledger.owed(ledger.slice(edition, 0, "ada", "ben"));
        ledger.settledElsewhere(edition, "ada", "regular");

        ledger.duplicateRemover.removeSettledElsewhere(LedgerTables.ids(letters));

        assertThat(users(1)).containsExactly("ben", "ada");
        assertThat(ledger.chunks.find(edition, 1).orElseThrow().uncomposed()).containsExactly("ada");
    }

    @Test
    void aHandedOverLetterIsNotRemoved() {
        List<Delivery> letters = ledger.owed(ledger.slice(edition, 0, "ada"));
        ledger.attempts.claim(letters, "key");
        ledger.settledElsewhere(edition, "ada", "regular");

        assertThat(ledger.duplicateRemover.removeSettledElsewhere(LedgerTables.ids(letters)))
                .isEmpty();
    }

    @Test
    void testLettersAndLettersOfAnotherPeriodDigestOrUserAreNoDuplicates() {
        List<Delivery> letters = ledger.owed(ledger.slice(edition, 0, "ada"));
        ledger.settledElsewhere(edition, "ada", "test");
        ledger.settledElsewhere(ledger.edition("ada"), "ada", "regular");
        ledger.settledElsewhere(edition, "ben", "regular");
        ledger.jdbc.sql("""
                        insert into digest_log (id, user_id, period_start, period_end, status, digest, edition_id, chunk_number,
                                                kind, sent_at)
                        select nextval('letter_id'), 'ada', period_start + first, period_end + last, 'sent', name, -1, 1,
                               'regular', now()
                        from edition, (values ('digest', 0, 1), ('digest', -1, 0), ('other', 0, 0)) as v (name, first, last)
                        where id = :edition
                        """).param("edition", edition).update();

        assertThat(ledger.duplicateRemover.removeSettledElsewhere(LedgerTables.ids(letters)))
                .isEmpty();
        assertThat(ledger.attempts.claim(letters, "key").claimed()).hasSize(1);
    }

    @Test
    void aTestLetterIsNotRemovedAsADuplicate() {
        ledger.settledElsewhere(edition, "ada", "regular");
        ledger.jdbc.sql("""
                        insert into delivery (id, kind, digest, user_id, period_start, period_end, transport, template_version,
                                              content, item_count, recipient_version, composed_at, next_attempt_at)
                        select 1000077, 'test', digest, 'ada', period_start, period_end, 'outbox', 'v', '{}', 1, 0, now(), now()
                        from edition where id = :edition
                        """).param("edition", edition).update();

        assertThat(ledger.duplicateRemover.removeSettledElsewhere(List.of(1_000_077L)))
                .isEmpty();
        assertThat(ledger.attempts
                        .claim(List.of(ledger.deliveries.find(1_000_077L).orElseThrow()), "key")
                        .claimed())
                .containsExactly(1_000_077L);
    }

    @Test
    void eachChunkLosesOnlyItsOwnDuplicates() {
        long other = ledger.edition("gus", "ada", "hal", "ben");
        ledger.chunks.add(edition, 2, new NewChunk(List.of("gus", "hal", "ivy", "ada")));
        ledger.jdbc
                .sql("insert into users (id, email, account_id) values ('ivy', 'ivy@example.com', 'ivy')")
                .update();
        List<Delivery> duplicates = new ArrayList<>();
        duplicates.add(
                ledger.owed(ledger.slice(edition, 0, "ada", "ben", "cleo")).getFirst());
        ChunkSlice second = ledger.slice(edition, 0, "gus", "hal", "ivy");
        duplicates.add(ledger.owed(new ChunkSlice(edition, 2, 0, second.composedAt(), second.letters()))
                .get(2));
        duplicates.add(
                ledger.owed(ledger.slice(other, 0, "gus", "ada", "hal", "ben")).get(3));
        ledger.jdbc
                .sql("update chunk set composed_count = 4 where edition_id = :edition and number = 2")
                .param("edition", edition)
                .update();
        ledger.settledElsewhere(edition, "ada", "regular");
        ledger.settledElsewhere(edition, "ivy", "regular");
        ledger.settledElsewhere(other, "ben", "regular");

        ledger.duplicateRemover.removeSettledElsewhere(LedgerTables.ids(duplicates));

        assertThat(users(1)).containsExactly("ben", "cleo");
        assertThat(users(2)).containsExactly("gus", "hal", "ada");
        assertThat(ledger.jdbc
                        .sql("select unnest(user_ids) from chunk where edition_id = :edition")
                        .param("edition", other)
                        .query(String.class)
                        .list())
                .containsExactly("gus", "ada", "hal");
    }

    @Test
    void theSameUserInAnotherEditionIsNotRemoved() {
        long other = ledger.edition("ada", "ben", "cleo");

        remove(ledger.slice(edition, 0, "ada"), "ada");

        assertThat(ledger.counts(other)).isEqualTo("3 due = 0 sent + 0 skipped + 0 error + 3 owed");
    }

    private int remove(ChunkSlice slice, String user) {
        return ledger.duplicateRemover.removeUncomposed(slice, List.of(user), "duplicate");
    }

    private List<String> users(int chunk) {
        return ledger.jdbc
                .sql("select unnest(user_ids) from chunk where edition_id = :edition and number = :chunk")
                .param("edition", edition)
                .param("chunk", chunk)
                .query(String.class)
                .list();
    }

    private List<String> remarks() {
        return ledger.jdbc
                .sql("select unnest(remarks) from chunk where edition_id = :edition and number = 1")
                .param("edition", edition)
                .query(String.class)
                .list();
    }
}
