package dev.tidings.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.ledger.Deliveries.DueAtDomain;
import dev.tidings.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Queries of a chunk and of its letters. */
class DeliveriesTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private LedgerTables ledger;
    private long edition;
    private Delivery due;
    private Delivery later;
    private Delivery handedOver;

    @BeforeEach
    void aDueADeferredAndAHandedOverLetter() {
        ledger = new LedgerTables(database);
        ledger.jdbc.sql("truncate users, edition, delivery, digest_log cascade").update();
        edition = ledger.edition("ada", "ben", "cleo");
        ledger.addUnrelatedLetters(edition);
        List<Delivery> letters = ledger.owed(ledger.slice(edition, 0, "ada", "ben", "cleo"));
        due = letters.get(0);
        later = letters.get(1);
        handedOver = letters.get(2);
        ledger.attempts.claim(List.of(later, handedOver), "key");
        ledger.deferrals.defer(
                List.of(new Deferral(later.id(), 1, "451 later", null, null, false, false)),
                LedgerTables.NOW.plusSeconds(60));
    }

    @AfterEach
    void unrelatedLettersAreUnchanged() {
        ledger.assertUnrelatedLettersUnchanged();
    }

    @Test
    void interruptedLettersAreTheHandedOverOnes() {
        assertThat(ledger.deliveries.interrupted(edition, 1))
                .extracting(Delivery::id)
                .containsExactly(handedOver.id());
    }

    @Test
    void dueLettersAreDueNowAndNotExcluded() {
        assertThat(due()).containsExactly(due.id());
        ledger.clock.advance(Duration.ofSeconds(60));
        assertThat(due()).containsExactly(due.id(), later.id());
        assertThat(due(due.id())).containsExactly(later.id());
    }

    @Test
    void dueLettersByDomainAreDueNow() {
        ledger.jdbc
                .sql("update users set email = 'x@other.example' where id not in ('ada', 'ben', 'cleo')")
                .update();

        assertThat(ledger.deliveries.dueByDomain(edition, 1, Map.of("example.com", 2.0)))
                .containsExactly(new DueAtDomain("example.com", 2.0, List.of(due.id())));
        assertThat(ledger.deliveries.dueByDomain(edition, 1, Map.of("other.example", 2.0)))
                .isEmpty();
    }

    @Test
    void interruptedLettersAreOrderedByBatchAndPosition() {
        long other = ledger.edition("ada", "ben", "cleo", "dan");
        List<Delivery> letters = ledger.owed(ledger.slice(other, 0, "ada", "ben", "cleo", "dan"));
        List<Delivery> second = List.of(letters.get(0), letters.get(3));
        List<Delivery> first = List.of(letters.get(2), letters.get(1));
        ledger.attempts.claim(second, "b");
        ledger.attempts.claim(first, "a");
        moveToEndOfTable(letters.get(0), letters.get(2));

        assertThat(ledger.deliveries.interrupted(other, 1))
                .extracting(Delivery::id)
                .containsExactlyElementsOf(
                        LedgerTables.ids(List.of(letters.get(2), letters.get(1), letters.get(0), letters.get(3))));
    }

    @Test
    void dueLettersAreKeptBatchesInTheirOrderFollowedByTheOthersByUser() {
        long other = ledger.edition("eve", "dan", "cleo", "ben", "ada", "fay");
        List<Delivery> letters = ledger.owed(ledger.slice(other, 0, "eve", "dan", "cleo", "ben", "ada", "fay"));
        keep("b", letters.get(2), letters.get(4));
        keep("a", letters.get(5), letters.get(3));
        moveToEndOfTable(letters.get(2), letters.get(5));

        assertThat(dueUsersWithoutIndexes(other)).containsExactly("fay", "ben", "cleo", "ada", "dan", "eve");
    }

    /** Returns the users in the query's order without the help of an index. */
    private List<String> dueUsersWithoutIndexes(long other) {
        return database.transactions().execute(status -> {
            ledger.jdbc.sql("set local enable_indexscan = off").update();
            ledger.jdbc.sql("set local enable_bitmapscan = off").update();
            return ledger.deliveries.due(other, 1, List.of()).stream()
                    .map(Delivery::userId)
                    .toList();
        });
    }

    /** Claims the letters as a batch that gets no answer and is due again. */
    private void keep(String key, Delivery one, Delivery two) {
        ledger.attempts.claim(List.of(one, two), key);
        ledger.deferrals.defer(
                List.of(
                        new Deferral(one.id(), 1, "no answer", key, 1, false, false),
                        new Deferral(two.id(), 1, "no answer", key, 2, false, false)),
                LedgerTables.NOW);
    }

    /** Moves rows to the table's end. A query without an order returns rows in the order of the table. */
    private void moveToEndOfTable(Delivery... letters) {
        for (Delivery letter : letters) {
            ledger.jdbc
                    .sql("update delivery set composed_at = composed_at where id = :id")
                    .param("id", letter.id())
                    .update();
        }
    }

    @Test
    void lettersNotHandedOverAreDueAndDeferredOnes() {
        assertThat(ledger.deliveries.notHandedOver(edition, 1))
                .extracting(Delivery::id)
                .containsExactly(due.id(), later.id());
    }

    @Test
    void lettersOfADomainAreOrderedById() {
        long other = ledger.edition("jon", "ida", "hal", "gil");
        List<Delivery> letters = ledger.owed(ledger.slice(other, 0, "jon", "ida", "hal", "gil"));
        moveToEndOfTable(letters.get(0), letters.get(1));
        ledger.jdbc.sql("update users set name = 'last' where id = 'jon'").update();

        assertThat(ledger.deliveries.dueByDomain(other, 1, Map.of("example.com", 2.0)))
                .containsExactly(new DueAtDomain("example.com", 2, LedgerTables.ids(letters)));
        assertThat(ledger.deliveries.notHandedOver(other, 1))
                .extracting(Delivery::id)
                .containsExactlyElementsOf(LedgerTables.ids(letters));
    }

    @Test
    void theNextAttemptIsTheEarliestOfTheChunk() {
        assertThat(ledger.deliveries.untilNextAttempt(edition, 1)).isEqualTo(Duration.ofSeconds(1));
        ledger.digestLog.settle(
                List.of(Settlement.sent(due.id(), 1, null, null), Settlement.sent(handedOver.id(), 1, null, null)),
                LedgerTables.NOW);
        assertThat(ledger.deliveries.untilNextAttempt(edition, 1)).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void anEditionsDeferredLettersAreMadeDueNow() {
        ledger.jdbc
                .sql("update delivery set next_attempt_at = next_attempt_at + interval '1 hour' where id = :id")
                .param("id", handedOver.id())
                .update();
        long other = ledger.edition("gus");
        List<Delivery> others = ledger.owed(ledger.slice(other, 0, "gus"));
        ledger.attempts.claim(others, "other");
        ledger.deferrals.defer(
                List.of(new Deferral(others.getFirst().id(), 1, "later", null, null, false, false)),
                LedgerTables.NOW.plusSeconds(60));
        ledger.clock.advance(Duration.ofSeconds(10));
        ledger.deliveries.makeDueNow(edition);

        assertThat(ledger.deliveries.due(other, 1, List.of())).isEmpty();

        assertThat(due()).containsExactly(due.id(), later.id());
        assertThat(ledger.jdbc
                        .sql(
                                "select next_attempt_at - :now::timestamptz = interval '1 hour' from delivery where id = :id")
                        .param("now", LedgerTables.NOW.toString())
                        .param("id", handedOver.id())
                        .query(Boolean.class)
                        .single())
                .isTrue();
        assertThat(ledger.jdbc
                        .sql("select next_attempt_at = :now::timestamptz from delivery where id = :id")
                        .param("now", LedgerTables.NOW.toString())
                        .param("id", due.id())
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void onlyALetterUnchangedSinceItWasReadIsRecomposed() {
        assertThat(ledger.deliveries.recompose(due, "new", 1, 5)).isTrue();
        assertThat(ledger.deliveries.recompose(later, "new", 1, 5))
                .as("attempted since it was read")
                .isFalse();
        assertThat(ledger.deliveries.recompose(ledger.find(handedOver), "new", 1, 5))
                .as("handed over")
                .isFalse();

        assertThat(ledger.find(due).content()).isEqualTo("new");
        assertThat(ledger.find(due).recipientVersion()).isEqualTo(5);
        assertThat(ledger.find(later).content()).isEqualTo(later.content());
        assertThat(ledger.find(handedOver).content()).isEqualTo(handedOver.content());
    }

    @Test
    void lastErrorIsThatOfTheGivenLetter() {
        assertThat(ledger.deliveries.lastError(later.id())).contains("451 later");
        assertThat(ledger.deliveries.lastError(due.id())).isEmpty();
    }

    @Test
    void membersAreTheGivenUsersInAnyChunkOfTheEdition() {
        long other = ledger.edition("gus");

        assertThat(ledger.chunks.membersAmong(edition, List.of("ben", "dan", "gus")))
                .containsExactlyInAnyOrder("ben", "dan");
        assertThat(ledger.chunks.membersAmong(other, List.of("ben"))).isEmpty();
    }

    @Test
    void aChunkIsFoundByEditionAndNumber() {
        assertThat(ledger.chunks.find(edition, 1).orElseThrow().owed()).isEqualTo(3);
        assertThat(ledger.chunks.find(edition, 2)).isEmpty();
        assertThat(ledger.chunks.find(-1, 1)).isEmpty();
    }

    @Test
    void aChunkThatOwesNothingDoesNotCountAsOwingOnlyParkedLetters() {
        long empty = ledger.edition("ada");
        List<Delivery> letters = ledger.owed(ledger.slice(empty, 0, "ada"));
        assertThat(ledger.chunks.owesOnlyParked(empty, 1)).isFalse();
        ledger.deferrals.park(letters.getFirst().id(), 0, "refused", true);
        assertThat(ledger.chunks.owesOnlyParked(empty, 1)).isTrue();

        ledger.digestLog.settle(List.of(Settlement.sent(letters.getFirst().id(), 0, null, null)), LedgerTables.NOW);

        assertThat(ledger.chunks.owesOnlyParked(empty, 1)).isFalse();
    }

    @Test
    void contentIsReplacedOnlyIfTheLetterIsUnchangedSinceItWasRead() {
        Delivery deferred = ledger.find(later);
        ledger.clock.advance(Duration.ofSeconds(5));

        assertThat(ledger.deliveries.recompose(later, "{}", 2, 7))
                .as("read before its attempt")
                .isFalse();
        assertThat(ledger.deliveries.recompose(ledger.find(handedOver), "{}", 2, 7))
                .isFalse();
        assertThat(ledger.deliveries.readdress(deferred, "{\"a\":1}", 7)).isTrue();
        assertThat(ledger.deliveries.recompose(due, "{}", 2, 7)).isTrue();

        assertThat(ledger.find(later).content()).isEqualTo("{\"a\":1}");
        assertThat(ledger.find(later).composedAt()).isEqualTo(LedgerTables.NOW);
        assertThat(ledger.find(later).recipientVersion()).isEqualTo(7);
        assertThat(ledger.find(due).composedAt()).isEqualTo(LedgerTables.NOW.plusSeconds(5));
        assertThat(ledger.find(handedOver).recipientVersion()).isZero();
    }

    private List<Long> due(Long... excluded) {
        return LedgerTables.ids(ledger.deliveries.due(edition, 1, List.of(excluded)));
    }
}
