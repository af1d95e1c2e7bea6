package dev.tidings.ledger;

import static dev.tidings.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.ledger.DeliveryAttempts.Claim;
import dev.tidings.testing.TestDatabase;
import java.util.List;
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
        ledger.addNeighbours(edition);
    }

    @AfterEach
    void nothingBesideIsTouched() {
        ledger.assertNeighboursAreAsTheyWere();
    }

    @Test
    void aClaimTakesLettersInTheirOrderUnderOneKey() {
        Claim claim = claim("key", letters);

        assertThat(claim.claimed()).containsExactlyInAnyOrderElementsOf(LedgerTables.ids(letters));
        assertThat(ledger.deliveries.interrupted(edition, 1))
                .extracting(Delivery::id)
                .containsExactlyElementsOf(LedgerTables.ids(letters));
        assertThat(first().batchKey()).isEqualTo("key");
        assertThat(first().attempt()).isEqualTo(1);
        assertThat(first().firstTriedAt()).isEqualTo(LedgerTables.NOW);
    }

    @Test
    void aLetterThatIsHandedOverIsClaimedByNobodyElse() {
        claim("one", letters.subList(0, 1));

        Claim other = claim("other", List.of(first(), letters.get(1)));

        assertThat(other.claimed()).containsExactly(letters.get(1).id());
        assertThat(first().batchKey()).isEqualTo("one");
        assertThat(first().attempt()).isEqualTo(1);
    }

    @Test
    void aLetterThatWasTriedSinceItWasReadIsNotClaimed() {
        claim("one", letters.subList(0, 1));
        ledger.attempts.defer(
                List.of(new Deferral(letters.getFirst().id(), 1, "no answer", "one", 1, false, false)),
                LedgerTables.NOW);

        Claim slow = claim("other", letters);

        assertThat(slow.claimed()).containsExactly(letters.get(1).id());
        assertThat(first().batchKey()).isEqualTo("one");
        assertThat(first().attempt()).isEqualTo(1);
    }

    @Test
    void aClaimLocksItsUsersInTheOrderOfTheirIdsAndNoOthers() {
        long other = ledger.edition("ken", "joe");
        ledger.jdbc
                .sql("update users set last_digest_sent_at = null where id in ('ada', 'joe')")
                .update();
        List<Delivery> owed = ledger.owed(ledger.slice(other, 0, "ken", "joe"));

        CompletableFuture<Claim> second = database.transactions().execute(status -> {
            ledger.lock("users", "ken");
            CompletableFuture<Claim> waiting = CompletableFuture.supplyAsync(() -> claim("key", owed));
            await().until(ledger::somebodyWaitsForALock);
            assertThat(ledger.isLocked("users", "joe")).isTrue();
            assertThat(ledger.isLocked("users", "ada")).isFalse();
            return waiting;
        });

        assertThat(second.join().claimed()).hasSize(2);
    }

    @Test
    void aClaimWaitsForAChangeOfAUserThatIsNotCommittedYet() {
        CompletableFuture<Claim> second = database.transactions().execute(status -> {
            ledger.jdbc
                    .sql("update users set email = 'new@example.com' where id = 'ada'")
                    .update();
            CompletableFuture<Claim> waiting = CompletableFuture.supplyAsync(() -> claim("key", letters));
            await().until(() -> waiting.isDone() || ledger.somebodyWaitsForALock());
            return waiting;
        });

        assertThat(second.join().changed()).containsExactly(letters.getFirst().id());
        assertThat(second.join().claimed()).isEmpty();
    }

    @Test
    void aClaimOfOneLetterLeavesTheOthers() {
        claim("one", letters.subList(0, 1));

        assertThat(ledger.state(letters.get(1).id())).isEqualTo("owed 0");
    }

    @Test
    void aClaimIsRefusedWholeWhereALetterIsSettledElsewhere() {
        ledger.settledElsewhere(edition, "ben", "regular");

        Claim claim = claim("key", letters);

        assertThat(claim.claimed()).isEmpty();
        assertThat(claim.doubled()).containsExactly(letters.get(1).id());
        assertThat(ledger.state(letters.getFirst().id())).isEqualTo("owed 0");
    }

    @Test
    void aTestLetterAndALetterOfAnotherPeriodDigestOrUserDoubleNothing() {
        ledger.settledElsewhere(edition, "ben", "test");
        ledger.settledElsewhere(ledger.edition("ben"), "ben", "regular");
        ledger.settledElsewhere(edition, another(), "regular");
        ledger.jdbc.sql("""
                        insert into digest_log (id, user_id, period_start, period_end, status, digest, edition_id, chunk_number,
                                                kind, sent_at)
                        select nextval('letter_id'), 'ben', period_start, period_end + day, 'sent', name, -1, 1, 'regular', now()
                        from edition, (values ('digest', 1), ('other', 0)) as v (name, day) where id = :edition
                        """).param("edition", edition).update();

        assertThat(claim("key", letters).doubled()).isEmpty();
    }

    private String another() {
        ledger.edition("cleo");
        return "cleo";
    }

    @Test
    void aSilentWorkersBatchIsReclaimedWhole() {
        claim("key", letters);
        List<Delivery> seen = ledger.deliveries.interrupted(edition, 1);

        assertThat(ledger.attempts.reclaim(seen).claimed()).hasSize(2);

        assertThat(first().attempt()).isEqualTo(2);
        assertThat(first().batchKey()).isEqualTo("key");
    }

    @Test
    void aBatchThatAnotherWorkerHasReclaimedSinceIsNotReclaimed() {
        claim("key", letters);
        List<Delivery> seen = ledger.deliveries.interrupted(edition, 1);
        ledger.attempts.reclaim(seen);

        assertThat(ledger.attempts.reclaim(seen).claimed()).isEmpty();

        assertThat(first().attempt()).isEqualTo(2);
    }

    @Test
    void ofTwoWorkersWhoReclaimABatchAtOnceTheSecondWaitsAndThenHasNothing() {
        claim("key", letters);
        List<Delivery> seen = ledger.deliveries.interrupted(edition, 1);

        CompletableFuture<Claim> second = database.transactions().execute(status -> {
            assertThat(ledger.attempts.reclaim(seen).claimed()).hasSize(2);
            CompletableFuture<Claim> waiting = CompletableFuture.supplyAsync(() -> ledger.attempts.reclaim(seen));
            await().until(() -> waiting.isDone() || ledger.somebodyWaitsForALock());
            return waiting;
        });

        assertThat(second.join().claimed()).isEmpty();
        assertThat(first().attempt()).isEqualTo(2);
    }

    @Test
    void aBatchsLettersAreLockedInTheOrderOfTheirIds() {
        claim("key", letters);
        ledger.jdbc
                .sql("update delivery set composed_at = composed_at where id = :id")
                .param("id", letters.getFirst().id())
                .update();
        List<Delivery> seen = ledger.deliveries.interrupted(edition, 1).reversed();

        CompletableFuture<Claim> second = database.transactions().execute(status -> {
            ledger.lock("delivery", letters.get(1).id());
            CompletableFuture<Claim> waiting = CompletableFuture.supplyAsync(() -> ledger.attempts.reclaim(seen));
            await().until(ledger::somebodyWaitsForALock);
            assertThat(ledger.isLocked("delivery", letters.getFirst().id())).isTrue();
            return waiting;
        });

        assertThat(second.join().claimed()).hasSize(2);
    }

    @Test
    void aBatchOfWhichALetterWasDeferredSinceIsNotReclaimed() {
        claim("key", letters);
        List<Delivery> seen = ledger.deliveries.interrupted(edition, 1);
        ledger.attempts.defer(List.of(deferral(letters.get(1), 1)), LedgerTables.NOW);

        assertThat(ledger.attempts.reclaim(seen).claimed()).isEmpty();

        assertThat(first().attempt()).isEqualTo(1);
    }

    @Test
    void aBatchIsNotReclaimedWhereALetterIsSettledElsewhere() {
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
    void aLetterThatWasReclaimedSinceIsNotReleased() {
        claim("key", letters);
        ledger.attempts.reclaim(ledger.deliveries.interrupted(edition, 1));

        ledger.attempts.release(letters);

        assertThat(ledger.state(letters.getFirst().id())).isEqualTo("handed over 2");
    }

    @Test
    void aLetterThatWasDeferredSinceIsNotReleased() {
        claim("key", letters);
        ledger.attempts.defer(List.of(deferral(letters.getFirst(), 1)), LedgerTables.NOW);

        ledger.attempts.release(letters);

        assertThat(ledger.state(letters.getFirst().id())).isEqualTo("owed 1");
    }

    @Test
    void aDeferralOfAnEarlierAttemptChangesNothing() {
        claim("key", letters);
        ledger.attempts.reclaim(ledger.deliveries.interrupted(edition, 1));

        ledger.attempts.defer(List.of(deferral(letters.getFirst(), 1)), LedgerTables.NOW);

        assertThat(ledger.state(letters.getFirst().id())).isEqualTo("handed over 2");
    }

    @Test
    void aDeferralOfALetterThatNobodyHasChangesNothing() {
        claim("key", letters);
        ledger.attempts.defer(List.of(deferral(letters.getFirst(), 1)), LedgerTables.NOW);

        ledger.attempts.defer(
                List.of(new Deferral(letters.getFirst().id(), 1, "later again", "key", 1, true, false)),
                LedgerTables.NOW.plusSeconds(60));

        assertThat(ledger.deliveries.lastError(letters.getFirst().id())).contains("later");
        assertThat(first().batchKey()).isNull();
        assertThat(ledger.state(letters.get(1).id())).isEqualTo("handed over 1");
    }

    @Test
    void aRefusedLetterHasItsKeyAndIsSurelyNotOut() {
        claim("key", letters);

        ledger.attempts.defer(
                List.of(
                        new Deferral(letters.getFirst().id(), 1, "refused", "key.1", 1, true, false),
                        new Deferral(letters.get(1).id(), 1, "no answer", "key", 2, false, false)),
                LedgerTables.NOW);

        assertThat(first().mayBeOut()).isFalse();
        assertThat(ledger.find(letters.get(1)).mayBeOut()).isTrue();
    }

    @Test
    void onlyTheLatestAttemptsUnknownOutcomeLetsALetterBeSentAgain() {
        claim("key", letters);
        ledger.attempts.reclaim(ledger.deliveries.interrupted(edition, 1));

        ledger.attempts.allowResend(
                List.of(Settlement.unknown(letters.getFirst().id(), 1, "lost")));
        assertThat(ledger.state(letters.getFirst().id())).isEqualTo("handed over 2");

        ledger.attempts.allowResend(
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

        assertThat(ledger.attempts.park(id, 1, "refused by the database", false))
                .isFalse();
        assertThat(ledger.state(id)).isEqualTo("handed over 2");

        assertThat(ledger.attempts.park(id, 2, "refused by the database", false))
                .isTrue();
        assertThat(ledger.state(id)).isEqualTo("parked 2");
        assertThat(first().mayBeOut()).isTrue();
        assertThat(ledger.state(letters.get(1).id())).isEqualTo("handed over 2");
    }

    @Test
    void aParkedLetterIsNeitherDueNorMadeDue() {
        long id = letters.getFirst().id();
        ledger.attempts.park(id, 0, "refused by the database", true);

        ledger.deliveries.makeDueNow(edition);

        assertThat(ledger.state(id)).isEqualTo("parked 0");
        assertThat(ledger.deliveries.due(edition, 1, List.of()))
                .extracting(Delivery::id)
                .containsExactly(letters.get(1).id());
        assertThat(ledger.chunks.owesOnlyParked(edition, 1)).isFalse();
        ledger.attempts.park(letters.get(1).id(), 0, "refused by the database", true);
        assertThat(ledger.chunks.owesOnlyParked(edition, 1)).isTrue();
    }

    @Test
    void aReclaimIsDoubledByNoTestLetterAndNoLetterOfAnotherPeriodOrDigest() {
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

    @Test
    void testLettersOfOneUserDoNotDoubleEachOther() {
        ledger.settledElsewhere(edition, "ben", "test");
        ledger.jdbc.sql("""
                        insert into delivery (id, kind, digest, user_id, period_start, period_end, transport, template_version,
                                              content, item_count, recipient_version, composed_at, next_attempt_at)
                        select 1000077, 'test', digest, 'ben', period_start, period_end, 'outbox', 'v', '{}', 1, 0, now(), now()
                        from edition where id = :edition
                        """).param("edition", edition).update();
        Delivery test = ledger.deliveries.find(1_000_077).orElseThrow();

        assertThat(claim("test", List.of(test)).claimed()).containsExactly(1_000_077L);
        assertThat(ledger.attempts.reclaim(List.of(ledger.find(test))).claimed())
                .containsExactly(1_000_077L);
    }

    @Test
    void nothingIsClaimedIfAUserChangedSinceComposing() {
        change("ben");

        Claim claim = claim("key", letters);

        assertThat(claim)
                .isEqualTo(
                        new Claim(List.of(), List.of(), List.of(letters.get(1).id())));
        assertThat(ledger.state(letters.getFirst().id())).isEqualTo("owed 0");
        assertThat(claim("key", letters.subList(0, 1)).claimed()).hasSize(1);
    }

    @Test
    void aBatchThatMayBeOutIsClaimedWhateverChanged() {
        claim("key", letters);
        ledger.attempts.defer(
                List.of(
                        new Deferral(letters.getFirst().id(), 1, "no answer", "key", 1, false, false),
                        new Deferral(letters.get(1).id(), 1, "no answer", "key", 2, false, false)),
                LedgerTables.NOW);
        change("ada");

        List<Delivery> replayed = letters.stream().map(ledger::find).toList();

        assertThat(replayed).allMatch(Delivery::isReplay);
        assertThat(claim("key", replayed).claimed()).hasSize(2);
    }

    private void change(String user) {
        ledger.jdbc
                .sql("update users set opt_in_digest = not opt_in_digest where id = :id")
                .param("id", user)
                .update();
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
