package dev.tidings.ledger;

import static dev.tidings.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.ledger.DeliveryAttempts.Claim;
import dev.tidings.testing.TestDatabase;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeliveryAttemptsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private LedgerTables ledger;
    private long edition;
    private List<Delivery> letters;

    @BeforeEach
    void twoOwedLetters() {
        ledger = new LedgerTables(database);
        ledger.jdbc.sql("truncate users, edition, delivery, digest_log cascade").update();
        edition = ledger.edition("ada", "ben");
        letters = ledger.owed(ledger.slice(edition, 0, "ada", "ben"));
        ledger.addUnrelatedLetters(edition);
    }

    @AfterEach
    void unrelatedLettersAreUnchanged() {
        ledger.assertUnrelatedLettersUnchanged();
    }

    @Test
    void anInterruptedBatchIsReclaimedCompletely() {
        claim("key", letters);
        List<Delivery> seen = ledger.deliveries.interrupted(edition, 1);

        assertThat(ledger.attempts.reclaim(seen).claimed()).hasSize(2);

        assertThat(first().attempt()).isEqualTo(2);
        assertThat(first().batchKey()).isEqualTo("key");
    }

    @Test
    void aBatchReclaimedByAnotherWorkerIsNotReclaimedAgain() {
        claim("key", letters);
        List<Delivery> seen = ledger.deliveries.interrupted(edition, 1);
        ledger.attempts.reclaim(seen);

        assertThat(ledger.attempts.reclaim(seen).claimed()).isEmpty();

        assertThat(first().attempt()).isEqualTo(2);
    }

    @Test
    void ofTwoConcurrentReclaimsTheSecondWaitsAndClaimsNothing() {
        claim("key", letters);
        List<Delivery> seen = ledger.deliveries.interrupted(edition, 1);

        CompletableFuture<Claim> second = database.transactions().execute(status -> {
            assertThat(ledger.attempts.reclaim(seen).claimed()).hasSize(2);
            CompletableFuture<Claim> waiting = CompletableFuture.supplyAsync(() -> ledger.attempts.reclaim(seen));
            await().until(() -> waiting.isDone() || ledger.isSessionWaitingForLock());
            return waiting;
        });

        assertThat(second.join().claimed()).isEmpty();
        assertThat(first().attempt()).isEqualTo(2);
    }

    @Test
    void aReclaimLocksLettersInTheOrderOfTheirIds() {
        claim("key", letters);
        ledger.jdbc
                .sql("update delivery set composed_at = composed_at where id = :id")
                .param("id", letters.getFirst().id())
                .update();
        List<Delivery> seen = ledger.deliveries.interrupted(edition, 1).reversed();

        CompletableFuture<Claim> second = database.transactions().execute(status -> {
            ledger.lock("delivery", letters.get(1).id());
            CompletableFuture<Claim> waiting = CompletableFuture.supplyAsync(() -> ledger.attempts.reclaim(seen));
            await().until(ledger::isSessionWaitingForLock);
            assertThat(ledger.isLocked("delivery", letters.getFirst().id())).isTrue();
            return waiting;
        });

        assertThat(second.join().claimed()).hasSize(2);
    }

    @Test
    void aBatchWithALetterDeferredSinceIsNotReclaimed() {
        claim("key", letters);
        List<Delivery> seen = ledger.deliveries.interrupted(edition, 1);
        ledger.deferrals.defer(List.of(deferral(letters.get(1), 1)), LedgerTables.NOW);

        assertThat(ledger.attempts.reclaim(seen).claimed()).isEmpty();

        assertThat(first().attempt()).isEqualTo(1);
    }

    @Test
    void aBatchIsNotReclaimedIfOneLetterIsSettledElsewhere() {
        claim("key", letters);
        ledger.settledElsewhere(edition, "ben", "regular");
        ledger.settledElsewhere(edition, "ada", "test");

        Claim claim = ledger.attempts.reclaim(ledger.deliveries.interrupted(edition, 1));

        assertThat(claim.claimed()).isEmpty();
        assertThat(claim.doubled()).containsExactly(letters.get(1).id());
        assertThat(first().attempt()).isEqualTo(1);
    }

    @Test
    void aReleasedLetterIsAsItWasBeforeTheClaim() {
        claim("key", letters);

        ledger.attempts.release(letters.subList(0, 1));

        assertThat(ledger.state(letters.getFirst().id())).isEqualTo("owed 0");
        assertThat(first().batchKey()).isNull();
        assertThat(ledger.state(letters.get(1).id())).isEqualTo("handed over 1");
    }

    @Test
    void aLetterReclaimedSinceIsNotReleased() {
        claim("key", letters);
        ledger.attempts.reclaim(ledger.deliveries.interrupted(edition, 1));

        ledger.attempts.release(letters);

        assertThat(ledger.state(letters.getFirst().id())).isEqualTo("handed over 2");
    }

    @Test
    void aReleaseThatIsRepeatedDoesNotEndTheClaimOfAnotherRun() {
        claim("key", letters);
        ledger.attempts.release(letters);
        new DeliveryAttempts(ledger.jdbc, new NodeRun(UUID.randomUUID(), "other"), ledger.clock).claim(letters, "key");

        ledger.attempts.release(letters);

        assertThat(ledger.state(letters.getFirst().id())).isEqualTo("handed over 1");
    }

    @Test
    void aLetterDeferredSinceIsNotReleased() {
        claim("key", letters);
        ledger.deferrals.defer(List.of(deferral(letters.getFirst(), 1)), LedgerTables.NOW);

        ledger.attempts.release(letters);

        assertThat(ledger.state(letters.getFirst().id())).isEqualTo("owed 1");
    }

    @Test
    void aDeferralOfAnEarlierAttemptChangesNothing() {
        claim("key", letters);
        ledger.attempts.reclaim(ledger.deliveries.interrupted(edition, 1));

        ledger.deferrals.defer(List.of(deferral(letters.getFirst(), 1)), LedgerTables.NOW);

        assertThat(ledger.state(letters.getFirst().id())).isEqualTo("handed over 2");
    }

    @Test
    void aDeferralOfALetterNotHandedOverChangesNothing() {
        claim("key", letters);
        ledger.deferrals.defer(List.of(deferral(letters.getFirst(), 1)), LedgerTables.NOW);

        ledger.deferrals.defer(
                List.of(new Deferral(letters.getFirst().id(), 1, "later again", "key", 1, true, false)),
                LedgerTables.NOW.plusSeconds(60));

        assertThat(ledger.deliveries.lastError(letters.getFirst().id())).contains("later");
        assertThat(first().batchKey()).isNull();
        assertThat(ledger.state(letters.get(1).id())).isEqualTo("handed over 1");
    }

    @Test
    void aRefusedLetterKeepsItsKeyAndIsNotOut() {
        claim("key", letters);

        ledger.deferrals.defer(
                List.of(
                        new Deferral(letters.getFirst().id(), 1, "refused", "key.1", 1, true, false),
                        new Deferral(letters.get(1).id(), 1, "no answer", "key", 2, false, false)),
                LedgerTables.NOW);

        assertThat(first().mayBeOut()).isFalse();
        assertThat(ledger.find(letters.get(1)).mayBeOut()).isTrue();
    }

    @Test
    void onlyAnUnknownOutcomeOfTheLatestAttemptAllowsAResend() {
        claim("key", letters);
        ledger.attempts.reclaim(ledger.deliveries.interrupted(edition, 1));

        ledger.deferrals.allowResend(
                List.of(Settlement.unknown(letters.getFirst().id(), 1, "lost")));
        assertThat(ledger.state(letters.getFirst().id())).isEqualTo("handed over 2");

        ledger.deferrals.allowResend(
                List.of(Settlement.unknown(letters.getFirst().id(), 2, "lost")));
        assertThat(ledger.state(letters.getFirst().id())).isEqualTo("owed 2");
        assertThat(first().mayBeOut()).isTrue();
        assertThat(ledger.state(letters.get(1).id())).isEqualTo("handed over 2");
    }

    @Test
    void onlyTheLatestAttemptParksALetter() {
        claim("key", letters);
        ledger.attempts.reclaim(ledger.deliveries.interrupted(edition, 1));
        long id = letters.getFirst().id();

        assertThat(ledger.deferrals.park(id, 1, "refused by the database", false))
                .isFalse();
        assertThat(ledger.state(id)).isEqualTo("handed over 2");

        assertThat(ledger.deferrals.park(id, 2, "refused by the database", false))
                .isTrue();
        assertThat(ledger.state(id)).isEqualTo("parked 2");
        assertThat(first().mayBeOut()).isTrue();
        assertThat(ledger.state(letters.get(1).id())).isEqualTo("handed over 2");
    }

    @Test
    void aParkedLetterIsNeitherDueNorMadeDue() {
        long id = letters.getFirst().id();
        ledger.deferrals.park(id, 0, "refused by the database", true);

        ledger.deliveries.makeDueNow(edition);

        assertThat(ledger.state(id)).isEqualTo("parked 0");
        assertThat(ledger.deliveries.due(edition, 1, List.of()))
                .extracting(Delivery::id)
                .containsExactly(letters.get(1).id());
        assertThat(ledger.chunks.owesOnlyParked(edition, 1)).isFalse();
        ledger.deferrals.park(letters.get(1).id(), 0, "refused by the database", true);
        assertThat(ledger.chunks.owesOnlyParked(edition, 1)).isTrue();
    }

    @Test
    void aReclaimIgnoresTestLettersAndLettersOfAnotherPeriodOrDigest() {
        claim("key", letters);
        ledger.settledElsewhere(edition, "ben", "test");
        ledger.jdbc.sql("""
                        insert into digest_log (id, user_id, period_start, period_end, status, digest, edition_id, chunk_number,
                                                kind, sent_at)
                        select nextval('letter_id'), 'ben', period_start + first, period_end + last, 'sent', name, -1, 1,
                               'regular', now()
                        from edition, (values ('digest', 0, 1), ('digest', -1, 0), ('other', 0, 0)) as v (name, first, last)
                        where id = :edition
                        """).param("edition", edition).update();

        assertThat(ledger.attempts
                        .reclaim(ledger.deliveries.interrupted(edition, 1))
                        .claimed())
                .hasSize(2);
    }

    private Claim claim(String key, List<Delivery> claimed) {
        return ledger.attempts.claim(claimed, key);
    }

    private static Deferral deferral(Delivery letter, int attempt) {
        return new Deferral(letter.id(), attempt, "later", null, null, false, false);
    }

    private Delivery first() {
        return ledger.find(letters.getFirst());
    }
}
