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

class DeliveryClaimsTest {
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
    void aClaimKeepsTheOrderOfItsLettersUnderOneKey() {
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
    void aHandedOverLetterIsNotClaimedByAnotherWorker() {
        claim("one", letters.subList(0, 1));

        Claim other = claim("other", List.of(first(), letters.get(1)));

        assertThat(other.claimed()).containsExactly(letters.get(1).id());
        assertThat(first().batchKey()).isEqualTo("one");
        assertThat(first().attempt()).isEqualTo(1);
    }

    @Test
    void aLetterAttemptedSinceItWasReadIsNotClaimed() {
        claim("one", letters.subList(0, 1));
        ledger.deferrals.defer(
                List.of(new Deferral(letters.getFirst().id(), 1, "no answer", "one", 1, false, false)),
                LedgerTables.NOW);

        Claim slow = claim("other", letters);

        assertThat(slow.claimed()).containsExactly(letters.get(1).id());
        assertThat(first().batchKey()).isEqualTo("one");
        assertThat(first().attempt()).isEqualTo(1);
    }

    @Test
    void aClaimLocksOnlyItsUsersInTheOrderOfTheirIds() {
        long other = ledger.edition("ken", "joe");
        ledger.jdbc
                .sql("update users set last_digest_sent_at = null where id in ('ada', 'joe')")
                .update();
        List<Delivery> owed = ledger.owed(ledger.slice(other, 0, "ken", "joe"));

        CompletableFuture<Claim> second = database.transactions().execute(status -> {
            ledger.lock("users", "ken");
            CompletableFuture<Claim> waiting = CompletableFuture.supplyAsync(() -> claim("key", owed));
            await().until(ledger::isSessionWaitingForLock);
            assertThat(ledger.isLocked("users", "joe")).isTrue();
            assertThat(ledger.isLocked("users", "ada")).isFalse();
            return waiting;
        });

        assertThat(second.join().claimed()).hasSize(2);
    }

    @Test
    void aClaimWaitsForAnUncommittedUserChange() {
        CompletableFuture<Claim> second = database.transactions().execute(status -> {
            ledger.jdbc
                    .sql("update users set email = 'new@example.com' where id = 'ada'")
                    .update();
            CompletableFuture<Claim> waiting = CompletableFuture.supplyAsync(() -> claim("key", letters));
            await().until(() -> waiting.isDone() || ledger.isSessionWaitingForLock());
            return waiting;
        });

        assertThat(second.join().changed()).containsExactly(letters.getFirst().id());
        assertThat(second.join().claimed()).isEmpty();
    }

    @Test
    void aClaimOfOneLetterDoesNotChangeTheOthers() {
        claim("one", letters.subList(0, 1));

        assertThat(ledger.state(letters.get(1).id())).isEqualTo("owed 0");
    }

    @Test
    void nothingIsClaimedIfOneLetterIsSettledElsewhere() {
        ledger.settledElsewhere(edition, "ben", "regular");

        Claim claim = claim("key", letters);

        assertThat(claim.claimed()).isEmpty();
        assertThat(claim.doubled()).containsExactly(letters.get(1).id());
        assertThat(ledger.state(letters.getFirst().id())).isEqualTo("owed 0");
    }

    @Test
    void testLettersAndLettersOfAnotherPeriodDigestOrUserAreNoDuplicates() {
        ledger.settledElsewhere(edition, "ben", "test");
        ledger.settledElsewhere(ledger.edition("ben"), "ben", "regular");
        ledger.settledElsewhere(edition, anotherUser(), "regular");
        ledger.jdbc.sql("""
                        insert into digest_log (id, user_id, period_start, period_end, status, digest, edition_id, chunk_number,
                                                kind, sent_at)
                        select nextval('letter_id'), 'ben', period_start, period_end + day, 'sent', name, -1, 1, 'regular', now()
                        from edition, (values ('digest', 1), ('other', 0)) as v (name, day) where id = :edition
                        """).param("edition", edition).update();

        assertThat(claim("key", letters).doubled()).isEmpty();
    }

    private String anotherUser() {
        ledger.edition("cleo");
        return "cleo";
    }

    @Test
    void testLettersOfOneUserAreNoDuplicates() {
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
    void aBatchThatMayBeOutIsClaimedDespiteChangesOfItsUsers() {
        claim("key", letters);
        ledger.deferrals.defer(
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

    private Delivery first() {
        return ledger.find(letters.getFirst());
    }
}
