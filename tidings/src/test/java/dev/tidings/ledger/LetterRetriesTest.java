package dev.tidings.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.core.SkipReason;
import dev.tidings.database.Timestamps;
import dev.tidings.ledger.Chunks.NewChunk;
import dev.tidings.ledger.ComposedLetter.NoLetter;
import dev.tidings.ledger.RetryFilter.RetriedStatus;
import dev.tidings.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a retry does to the rows of an edition of two letters. */
class LetterRetriesTest {
    private static final RetryFilter ERRORS = RetryFilter.of(null, null, false);
    private static final RetryFilter WITH_UNKNOWN = RetryFilter.of(null, null, true);
    private static final String REFUSED = "550 no";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private LedgerTables ledger;
    private long edition;

    @BeforeEach
    void anEditionOfTwo() {
        ledger = new LedgerTables(database);
        ledger.jdbc
                .sql("truncate users, edition, delivery, digest_log, letter_attempt cascade")
                .update();
        edition = ledger.edition("ada", "ben");
        ledger.addUnrelatedLetters(edition);
    }

    @AfterEach
    void unrelatedLettersAreUnchanged() {
        ledger.assertUnrelatedLettersUnchanged();
    }

    @Test
    void aFailedLetterIsOwedAgainWithItsContentAndItsAttempts() {
        List<Delivery> letters = failed();
        ledger.clock.advance(Duration.ofHours(1));

        assertThat(retry(ERRORS)).isEqualTo(1);

        Delivery retried = ledger.find(letters.getFirst());
        assertThat(retried.content()).isEqualTo(letters.getFirst().content());
        assertThat(retried.attempt()).isEqualTo(1);
        assertThat(retried.mayBeOut()).isFalse();
        assertThat(retried.batchKey()).isNull();
        assertThat(retried.firstTriedAt())
                .as("the time to give it up begins anew")
                .isNull();
        assertThat(ledger.deliveries.due(edition, 1, List.of()))
                .extracting(Delivery::id)
                .contains(retried.id());
        assertThat(ledger.counts(edition)).isEqualTo("2 due = 0 sent + 0 skipped + 0 error + 2 owed");
        assertThat(history()).containsExactly("1 error 550 no 2026-05-11T14:00:00Z");
    }

    @Test
    void itsUserIsComparedBeforeTheNextAttempt() {
        Delivery letter = failed().getFirst();
        retry(ERRORS);

        assertThat(ledger.attempts.claim(List.of(ledger.find(letter)), "key").changed())
                .containsExactly(letter.id());
    }

    @Test
    void aClosedChunkIsOpenedAgain() {
        List<Delivery> letters = failed();
        ledger.settler.settle(
                List.of(Settlement.sent(letters.get(1).id(), letters.get(1).attempt() + 1, null, null)));
        assertThat(ledger.chunks.closeIfSettled(edition, 1)).isTrue();

        retry(ERRORS);

        assertThat(ledger.counts(edition)).isEqualTo("2 due = 1 sent + 0 skipped + 0 error + 1 owed");
        assertThat(ledger.chunks.closeIfSettled(edition, 1)).isFalse();
        assertThat(ledger.jdbc
                        .sql("select closed_at is null from chunk where edition_id = :edition and number = 1")
                        .param("edition", edition)
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void aLetterThatMayBeOutIsLeftAloneUnlessUnknownOnesAreNamed() {
        Delivery letter = unknown();

        assertThat(retry(ERRORS)).isZero();
        assertThat(ledger.state(letter.id())).isEqualTo("unknown 1");

        assertThat(retry(WITH_UNKNOWN)).isEqualTo(1);
        assertThat(ledger.state(letter.id())).isEqualTo("owed 1");
        assertThat(ledger.find(letter).mayBeOut()).isTrue();
        assertThat(ledger.find(letter).isReplay()).as("it has a new key").isFalse();
    }

    @Test
    void acceptanceOfTheUnknownAttemptThatIsLearnedLateIsCountedOnce() {
        Delivery letter = unknown();
        retry(WITH_UNKNOWN);

        settle(Settlement.sent(letter.id(), 1, "queued", null));
        settle(Settlement.sent(letter.id(), 1, "queued", null));

        assertThat(ledger.state(letter.id())).isEqualTo("sent 1");
        assertThat(ledger.counts(edition)).isEqualTo("2 due = 1 sent + 0 skipped + 0 error + 1 owed");
    }

    @Test
    void acceptanceOfTheUnknownAttemptDuringTheNextOneIsCountedOnce() {
        Delivery letter = unknown();
        retry(WITH_UNKNOWN);
        compare(letter);
        ledger.attempts.claim(List.of(ledger.find(letter)), "second");

        settle(Settlement.sent(letter.id(), 1, "first", null));
        settle(Settlement.sent(letter.id(), 2, "second", null));
        settle(Settlement.error(letter.id(), 2, REFUSED, false));

        assertThat(ledger.state(letter.id())).isEqualTo("sent 2");
        assertThat(ledger.counts(edition)).isEqualTo("2 due = 1 sent + 0 skipped + 0 error + 1 owed");
    }

    @Test
    void anUnknownLetterThatIsRefusedAtTheNextAttemptStaysUnknown() {
        Delivery letter = unknown();
        retry(WITH_UNKNOWN);
        compare(letter);
        ledger.attempts.claim(List.of(ledger.find(letter)), "second");

        settle(Settlement.error(letter.id(), 2, REFUSED, false));

        assertThat(ledger.state(letter.id())).isEqualTo("unknown 2");
    }

    @Test
    void aSentLetterIsNeverOwedAgain() {
        Delivery letter = handedOver().getFirst();
        settle(Settlement.sent(letter.id(), 1, null, null));

        assertThat(retry(WITH_UNKNOWN)).isZero();
        assertThat(retry(new RetryFilter(RetriedStatus.SKIPPED, null, true))).isZero();
        assertThat(ledger.state(letter.id())).isEqualTo("sent 1");
    }

    @Test
    void anUnknownLetterThatItsReaderHasOpenedIsNeverOwedAgain() {
        Delivery letter = unknown();
        ledger.jdbc
                .sql("update digest_log set opened_at = :at where id = :id")
                .param("id", letter.id())
                .param("at", Timestamps.toParameter(LedgerTables.NOW))
                .update();

        assertThat(retry(WITH_UNKNOWN)).isZero();
    }

    @Test
    void aUserWithoutContentIsOwedWithoutContent() {
        withoutLetter(NoLetter.skipped("ada", 0, SkipReason.NO_CONTENT), NoLetter.failed("ben", 0, "no answer"));

        assertThat(retry(RetryFilter.of(null, "NO_CONTENT", false))).isEqualTo(1);
        assertThat(retry(ERRORS)).isEqualTo(1);

        assertThat(ledger.deliveries.due(edition, 1, List.of()))
                .allSatisfy(letter -> assertThat(letter.content()).isNull())
                .extracting(Delivery::userId)
                .containsExactly("ada", "ben");
        assertThat(ledger.counts(edition)).isEqualTo("2 due = 0 sent + 0 skipped + 0 error + 2 owed");
        assertThat(history())
                .containsExactly("0 error no answer 2026-05-11T14:00:00Z", "0 skipped NO_CONTENT 2026-05-11T14:00:00Z");
    }

    @Test
    void aLetterThatCouldNotBeRenderedLosesItsContent() {
        Delivery letter = ledger.owed(ledger.slice(edition, 0, "ada", "ben")).getFirst();
        settle(Settlement.error(letter.id(), 0, "the template has no such field", false));

        retry(ERRORS);

        assertThat(ledger.find(letter).content()).isNull();
    }

    @Test
    void aWorkerThatReadTheLetterBeforeCannotClaimIt() {
        Delivery letter = ledger.owed(ledger.slice(edition, 0, "ada", "ben")).getFirst();
        settle(Settlement.error(letter.id(), 0, "the template has no such field", false));
        retry(ERRORS);
        assertThat(ledger.attempts.claim(List.of(letter), "key").claimed()).isEmpty();

        ledger.clock.advance(Duration.ofSeconds(1));
        ledger.deliveries.recompose(ledger.find(letter), "{}", 1, 0);

        assertThat(ledger.attempts.claim(List.of(letter), "key").claimed()).isEmpty();
        assertThat(ledger.attempts.claim(List.of(ledger.find(letter)), "key").claimed())
                .containsExactly(letter.id());
    }

    @Test
    void aLetterThatWasSkippedAfterComposingKeepsItsContent() {
        Delivery letter = ledger.owed(ledger.slice(edition, 0, "ada", "ben")).getFirst();
        ledger.settler.skip(List.of(new SkippedDelivery(letter, SkipReason.TOO_LATE)));

        assertThat(retry(new RetryFilter(RetriedStatus.SKIPPED, null, false))).isEqualTo(1);

        assertThat(ledger.find(letter).content()).isEqualTo(letter.content());
    }

    @Test
    void onlyLettersWithTheReasonAreOwedAgain() {
        List<Delivery> letters = handedOver();
        settle(Settlement.error(letters.get(0).id(), 1, REFUSED, false));
        settle(Settlement.error(letters.get(1).id(), 1, "552 full", false));

        assertThat(retry(RetryFilter.of(null, "552 full", false))).isEqualTo(1);

        assertThat(ledger.state(letters.get(0).id())).isEqualTo("error 1");
        assertThat(ledger.state(letters.get(1).id())).isEqualTo("owed 1");
    }

    @Test
    void aUserWithAnotherLetterOfTheEditionIsLeftOut() {
        failed();
        ledger.chunks.add(edition, 2, new NewChunk(List.of("ada")));
        ledger.jdbc.sql("""
                        insert into delivery (id, edition_id, chunk_number, kind, digest, user_id, period_start, period_end, transport,
                                              template_version, content, item_count, recipient_version, composed_at, next_attempt_at)
                        select nextval('letter_id'), id, 2, 'regular', digest, 'ada', period_start, period_end, transport,
                               'v', '{}', 0, 0, now(), now()
                        from edition where id = :edition
                        """).param("edition", edition).update();

        assertThat(retry(ERRORS)).isZero();
    }

    @Test
    void aUserInABatchThatIsHandedOverIsLeftOut() {
        Delivery letter = failed().getFirst();
        ledger.jdbc.sql("""
                        insert into batch (key, edition_id, chunk_number, letter_ids, user_ids, contents, recipient_versions,
                                           item_counts, composed_at, handed_over_at, run_id)
                        values ('other', :edition, 1, '{1}', '{ada}', '{x}', '{0}', '{0}', now(), now(), gen_random_uuid())
                        """).param("edition", edition).update();

        assertThat(retry(ERRORS)).isZero();
        assertThat(ledger.state(letter.id())).isEqualTo("error 1");
    }

    @Test
    void anImportedRowThatNoChunkCountsIsLeftOut() {
        ledger.settled(edition, "cleo", "regular", "error", REFUSED, LedgerTables.NOW);

        assertThat(retry(ERRORS)).isZero();
    }

    @Test
    void aParkedLetterThatIsNotOutIsDueAgain() {
        Delivery letter = parked(true);

        assertThat(retry(ERRORS)).isZero();
        assertThat(retry(new RetryFilter(RetriedStatus.PARKED, null, false))).isEqualTo(1);

        assertThat(ledger.state(letter.id())).isEqualTo("owed 1");
        assertThat(ledger.find(letter).mayBeOut()).isFalse();
    }

    @Test
    void aParkedLetterThatMayBeOutIsDueOnlyIfUnknownOnesAreNamed() {
        Delivery letter = parked(false);

        assertThat(retry(new RetryFilter(RetriedStatus.PARKED, null, false))).isZero();
        assertThat(ledger.state(letter.id())).isEqualTo("parked 1");

        assertThat(retry(new RetryFilter(RetriedStatus.PARKED, null, true))).isEqualTo(1);
        assertThat(ledger.state(letter.id())).isEqualTo("owed 1");
        assertThat(ledger.find(letter).mayBeOut()).isTrue();
        assertThat(ledger.find(letter).isReplay()).isFalse();
    }

    private int retry(RetryFilter filter) {
        return ledger.retries.oweAgain(edition, filter);
    }

    private void settle(Settlement settlement) {
        ledger.settler.settle(List.of(settlement));
    }

    private List<Delivery> handedOver() {
        List<Delivery> letters = ledger.owed(ledger.slice(edition, 0, "ada", "ben"));
        ledger.attempts.claim(letters, "key of " + edition);
        return letters;
    }

    /** Two letters that were handed over; the first one was refused. */
    private List<Delivery> failed() {
        List<Delivery> letters = handedOver();
        settle(Settlement.error(letters.getFirst().id(), 1, REFUSED, false));
        return letters;
    }

    private Delivery unknown() {
        Delivery letter = handedOver().getFirst();
        settle(Settlement.unknown(letter.id(), 1, "no answer"));
        return letter;
    }

    private Delivery parked(boolean notAccepted) {
        Delivery letter = handedOver().getFirst();
        ledger.deferrals.park(letter.id(), 1, "not settled", notAccepted);
        return letter;
    }

    private void compare(Delivery letter) {
        ledger.deliveries.readdress(ledger.find(letter), String.valueOf(letter.content()), 0);
    }

    private void withoutLetter(ComposedLetter... users) {
        ledger.intents.writeOwed(
                new ChunkSlice(edition, 1, 0, LedgerTables.NOW, List.of(users)), SettlementPolicy.NONE);
    }

    private List<@Nullable String> history() {
        return ledger.jdbc
                .sql("""
                        select attempt || ' ' || outcome || ' ' || reason || ' '
                            || to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
                        from letter_attempt where edition_id = :edition order by 1
                        """)
                .param("edition", edition)
                .query(String.class)
                .list();
    }
}
