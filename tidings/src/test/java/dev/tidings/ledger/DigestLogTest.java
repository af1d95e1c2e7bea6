package dev.tidings.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.core.SkipReason;
import dev.tidings.database.Timestamps;
import dev.tidings.testing.TestDatabase;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DigestLogTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final Instant SETTLED_AT = LedgerTables.NOW.plusSeconds(60);

    private LedgerTables ledger;
    private long edition;

    @BeforeEach
    void anEditionOfTwo() {
        ledger = new LedgerTables(database);
        ledger.jdbc.sql("truncate users, edition, delivery, digest_log cascade").update();
        edition = ledger.edition("ada", "ben");
        ledger.addUnrelatedLetters(edition);
    }

    @AfterEach
    void unrelatedLettersAreUnchanged() {
        ledger.assertUnrelatedLettersUnchanged();
    }

    @Test
    void anErrorOfTheLatestAttemptSettlesALetter() {
        List<Delivery> letters = handedOver();

        settle(Settlement.error(letters.getFirst().id(), 1, "550 no", false));

        assertThat(ledger.state(letters.getFirst().id())).isEqualTo("error 1");
        assertThat(ledger.state(letters.get(1).id())).isEqualTo("handed over 1");
        assertThat(ledger.counts(edition)).isEqualTo("2 due = 0 sent + 0 skipped + 1 error + 1 owed");
        assertThat(lastSentAt("ada")).isNull();
    }

    @Test
    void anErrorOfAnEarlierAttemptSettlesNothing() {
        List<Delivery> letters = handedOver();
        ledger.attempts.reclaim(ledger.deliveries.interrupted(edition, 1));

        settle(Settlement.error(letters.getFirst().id(), 1, "550 no", false));
        settle(Settlement.unknown(letters.getFirst().id(), 1, "lost"));

        assertThat(ledger.state(letters.getFirst().id())).isEqualTo("handed over 2");
        assertThat(ledger.counts(edition)).isEqualTo("2 due = 0 sent + 0 skipped + 0 error + 2 owed");
    }

    @Test
    void acceptanceOfAnyAttemptSettlesALetter() {
        List<Delivery> letters = handedOver();
        ledger.attempts.reclaim(ledger.deliveries.interrupted(edition, 1));

        settle(Settlement.sent(letters.getFirst().id(), 1, "provider", null));

        assertThat(ledger.state(letters.getFirst().id())).isEqualTo("sent 2");
        assertThat(ledger.counts(edition)).isEqualTo("2 due = 1 sent + 0 skipped + 0 error + 1 owed");
        assertThat(lastSentAt("ada")).isEqualTo(SETTLED_AT);
        assertThat(lastSentAt("ben")).isNull();
    }

    @Test
    void anUnknownOutcomeBecomesSentOnceAndAnErrorNever() {
        List<Delivery> letters = handedOver();
        settle(
                Settlement.unknown(letters.getFirst().id(), 1, "lost"),
                Settlement.error(letters.get(1).id(), 1, "550 no", false));

        for (int i = 0; i < 2; i++) {
            settle(
                    Settlement.sent(letters.getFirst().id(), 1, null, null),
                    Settlement.sent(letters.get(1).id(), 1, null, null));
        }

        assertThat(ledger.state(letters.getFirst().id())).isEqualTo("sent 1");
        assertThat(ledger.state(letters.get(1).id())).isEqualTo("error 1");
        assertThat(ledger.counts(edition)).isEqualTo("2 due = 1 sent + 0 skipped + 1 error + 0 owed");
        assertThat(lastSentAt("ada")).isEqualTo(SETTLED_AT);
        assertThat(lastSentAt("ben")).isNull();
    }

    @Test
    void acceptanceOfOneLetterDoesNotChangeAnotherUnknownOutcome() {
        List<Delivery> letters = handedOver();
        settle(
                Settlement.unknown(letters.getFirst().id(), 1, "lost"),
                Settlement.unknown(letters.get(1).id(), 1, "lost"));

        settle(Settlement.sent(letters.getFirst().id(), 1, null, null));

        assertThat(ledger.state(letters.getFirst().id())).isEqualTo("sent 1");
        assertThat(ledger.state(letters.get(1).id())).isEqualTo("unknown 1");
    }

    @Test
    void aLaterErrorDoesNotUndoAnUnknownOutcome() {
        List<Delivery> letters = handedOver();
        settle(Settlement.unknown(letters.getFirst().id(), 1, "lost"));

        settle(Settlement.error(letters.getFirst().id(), 1, "550 no", false));

        assertThat(ledger.state(letters.getFirst().id())).isEqualTo("unknown 1");
    }

    @Test
    void aResendThatIsRefusedIsUnknown() {
        List<Delivery> letters = handedOver();
        ledger.deferrals.allowResend(
                List.of(Settlement.unknown(letters.getFirst().id(), 1, "lost")));
        ledger.attempts.claim(List.of(ledger.find(letters.getFirst())), "again");

        settle(Settlement.error(letters.getFirst().id(), 2, "550 no", false));

        assertThat(ledger.state(letters.getFirst().id())).isEqualTo("unknown 2");
    }

    @Test
    void aBatchWhoseLettersAreAllSentIsSettledInOneStatement() {
        ChunkSlice slice = ledger.slice(edition, 0, "ada", "ben");
        ledger.batch(slice, "key");

        assertThat(ledger.digestLog.settleSentBatch("key", sent(slice), SETTLED_AT))
                .isTrue();

        assertThat(slice.newLetters())
                .allSatisfy(letter -> assertThat(ledger.state(letter.id())).isEqualTo("sent 1"));
        assertThat(ledger.counts(edition)).isEqualTo("2 due = 2 sent + 0 skipped + 0 error + 0 owed");
        assertThat(lastSentAt("ada")).isEqualTo(SETTLED_AT);
        assertThat(lastSentAt("ben")).isEqualTo(SETTLED_AT);
    }

    @Test
    void aBatchUnderAnotherKeyOrOfOtherLettersIsNotSettled() {
        ChunkSlice slice = ledger.slice(edition, 0, "ada", "ben");
        ledger.batch(slice, "key");

        assertThat(ledger.digestLog.settleSentBatch("other", sent(slice), SETTLED_AT))
                .isFalse();
        assertThat(ledger.digestLog.settleSentBatch("key", sent(slice).reversed(), SETTLED_AT))
                .isFalse();

        assertThat(ledger.counts(edition)).isEqualTo("2 due = 0 sent + 0 skipped + 0 error + 2 owed");
        assertThat(slice.newLetters())
                .allSatisfy(letter -> assertThat(ledger.state(letter.id())).isEqualTo("in batch 1"));
    }

    @Test
    void anExpandedBatchIsNotSettledInOneStatement() {
        ChunkSlice slice = ledger.slice(edition, 0, "ada", "ben");
        ledger.batch(slice, "key");
        ledger.batches.expandToRows("key");

        assertThat(ledger.digestLog.settleSentBatch("key", sent(slice), SETTLED_AT))
                .isFalse();
    }

    @Test
    void expandingABatchDoesNotChangeOthers() {
        long other = ledger.edition("ada", "ben");
        ChunkSlice slice = ledger.slice(edition, 0, "ada");
        ChunkSlice others = ledger.slice(other, 0, "ada");
        ledger.batch(slice, "key");
        ledger.batch(others, "other");

        ledger.batches.expandToRows(edition, 2);
        ledger.batches.expandToRows("none");
        assertThat(ledger.state(slice.newLetters().getFirst().id())).isEqualTo("in batch 1");

        ledger.batches.expandToRows(edition, 1);
        assertThat(ledger.state(slice.newLetters().getFirst().id())).isEqualTo("handed over 1");
        assertThat(ledger.state(others.newLetters().getFirst().id())).isEqualTo("in batch 1");

        ledger.batches.expandToRows("other");
        assertThat(ledger.state(others.newLetters().getFirst().id())).isEqualTo("handed over 1");
    }

    @Test
    void skippingSettlesALetterThatMayBeOutAsUnknown() {
        List<Delivery> letters = handedOver();
        ledger.deferrals.defer(
                List.of(
                        new Deferral(letters.getFirst().id(), 1, "later", null, null, false, false),
                        new Deferral(letters.get(1).id(), 1, "no answer", "key", 1, false, false)),
                LedgerTables.NOW);

        skip(ledger.find(letters.getFirst()), ledger.find(letters.get(1)));

        assertThat(ledger.state(letters.getFirst().id())).isEqualTo("skipped 1");
        assertThat(ledger.state(letters.get(1).id())).isEqualTo("unknown 1");
        assertThat(ledger.counts(edition)).isEqualTo("2 due = 0 sent + 1 skipped + 1 error + 0 owed");
    }

    @Test
    void aLetterAttemptedSinceItWasReadIsNotSkipped() {
        List<Delivery> seen = ledger.owed(ledger.slice(edition, 0, "ada", "ben"));
        ledger.attempts.claim(seen, "key");
        ledger.deferrals.defer(
                List.of(new Deferral(seen.getFirst().id(), 1, "later", null, null, false, false)), LedgerTables.NOW);

        skip(seen.toArray(Delivery[]::new));

        assertThat(ledger.state(seen.getFirst().id())).isEqualTo("owed 1");
        assertThat(ledger.state(seen.get(1).id())).isEqualTo("handed over 1");
    }

    @Test
    void aHandedOverLetterIsNotSkipped() {
        List<Delivery> letters = handedOver();
        Delivery asIfOwed = new Delivery(
                letters.getFirst().id(), "digest", "ada", "{}", "v", 0, 1, LedgerTables.NOW, null, null, false);

        skip(asIfOwed);

        assertThat(ledger.state(asIfOwed.id())).isEqualTo("handed over 1");
    }

    @Test
    void aResendThatIsAcceptedIsSent() {
        List<Delivery> letters = handedOver();
        ledger.deferrals.allowResend(
                List.of(Settlement.unknown(letters.getFirst().id(), 1, "lost")));
        ledger.attempts.claim(List.of(ledger.find(letters.getFirst())), "again");

        settle(Settlement.sent(letters.getFirst().id(), 2, null, null));

        assertThat(ledger.state(letters.getFirst().id())).isEqualTo("sent 2");
    }

    @Test
    void aTestLetterDoesNotUpdateTheUsersLastDigest() {
        for (long id : new long[] {1_000_077, 1_000_078}) {
            ledger.jdbc.sql("""
                            insert into delivery (id, kind, digest, user_id, period_start, period_end, transport,
                                                  template_version, content, item_count, recipient_version, composed_at, next_attempt_at)
                            select :id, 'test', digest, 'ada', period_start, period_end, 'outbox', 'v', '{}', 1, 0, now(), now()
                            from edition where id = :edition
                            """).param("id", id).param("edition", edition).update();
        }

        settle(Settlement.sent(1_000_077, 0, null, null), Settlement.unknown(1_000_078, 0, "lost"));
        settle(Settlement.sent(1_000_078, 0, null, null));

        assertThat(ledger.state(1_000_077)).isEqualTo("sent 0");
        assertThat(ledger.state(1_000_078)).isEqualTo("sent 0");
        assertThat(lastSentAt("ada")).isNull();
    }

    private List<Delivery> handedOver() {
        List<Delivery> letters = ledger.owed(ledger.slice(edition, 0, "ada", "ben"));
        ledger.attempts.claim(letters, "key");
        return letters;
    }

    private void settle(Settlement... settlements) {
        ledger.digestLog.settle(List.of(settlements), SETTLED_AT);
    }

    private void skip(Delivery... letters) {
        ledger.digestLog.skip(java.util.Arrays.stream(letters)
                .map(letter -> new SkippedDelivery(letter, SkipReason.CANCELLED))
                .toList());
    }

    private static List<Settlement> sent(ChunkSlice slice) {
        return slice.newLetters().stream()
                .map(letter -> Settlement.sent(letter.id(), 1, "provider", null))
                .toList();
    }

    private Instant lastSentAt(String user) {
        return ledger.jdbc
                .sql("select last_digest_sent_at from users where id = :user")
                .param("user", user)
                .query((row, number) ->
                        java.util.Optional.ofNullable(Timestamps.readNullable(row, "last_digest_sent_at")))
                .single()
                .orElse(null);
    }
}
