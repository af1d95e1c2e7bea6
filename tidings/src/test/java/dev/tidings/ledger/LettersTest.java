package dev.tidings.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.database.Timestamps;
import dev.tidings.ledger.LetterRow.LetterKind;
import dev.tidings.ledger.LetterRow.LetterStatus;
import dev.tidings.testing.TestDatabase;
import dev.tidings.testing.UncheckedTables;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An edition with a letter in each state, and letters of the same users in another edition. */
class LettersTest {
    private static final Instant NOW = LedgerTables.NOW;

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final Letters letters =
            new Letters(database.jdbc(), new EditionLetters(database.jdbc()), new LetterReasons(database.jdbc()));
    private LedgerTables ledger;
    private long edition;
    private long other;
    private long sent;

    @BeforeEach
    void lettersInEachState() {
        ledger = new LedgerTables(database);
        ledger.jdbc.sql("truncate users, edition, delivery, digest_log cascade").update();
        edition = ledger.edition("owed", "batch", "planned");
        other = ledger.edition("ada", "owed", "zed");
        List.of("unknown", "refused", "skipped").forEach(this::insertUser);
        ledger.settled(edition, "unknown", "regular", "error", "lost", NOW.plusSeconds(3));
        ledger.jdbc.sql("update digest_log set outcome_unknown = true").update();
        ledger.settled(edition, "refused", "regular", "error", "550 no", NOW.plusSeconds(2));
        ledger.settled(edition, "skipped", "regular", "skipped", "CANCELLED", NOW.plusSeconds(1));
        sent = ledger.settled(edition, "ada", "regular", "sent", null, NOW);
        ledger.owed(ledger.slice(edition, 0, "owed"));
        ledger.batch(ledger.slice(edition, 1, "batch"), "key");
        ledger.settled(other, "ada", "regular", "sent", null, NOW.plusSeconds(5));
        ledger.settled(edition, "ada", "test", "sent", null, NOW.plusSeconds(4));
    }

    @Test
    void anEditionsLettersAreOrderedByUserAndPaged() {
        assertThat(users(all(), null, 10))
                .containsExactly("ada", "batch", "owed", "planned", "refused", "skipped", "unknown");
        assertThat(users(all(), null, 3)).containsExactly("ada", "batch", "owed");
        assertThat(users(all(), "owed", 3)).containsExactly("planned", "refused", "skipped");
    }

    @Test
    void eachCriterionFiltersLetters() {
        assertThat(users(new LetterFilter(LetterStatus.ERROR, null, false, null), null, 10))
                .containsExactly("refused", "unknown");
        assertThat(users(new LetterFilter(null, "550 no", false, null), null, 10))
                .containsExactly("refused");
        assertThat(users(new LetterFilter(null, null, true, null), null, 10)).containsExactly("unknown");
        assertThat(users(new LetterFilter(null, null, false, "un"), null, 10)).containsExactly("unknown");
    }

    @Test
    void aRowOfAnotherPeriodStatusOrKindDoesNotCostTheList() {
        UncheckedTables.dropChecks(ledger.jdbc, "digest_log");
        ledger.jdbc.sql("""
                        update digest_log set period_start = '2026-05-01', period_end = '2026-05-31', status = 'bounced',
                            kind = 'trial'
                        where id = :id
                        """).param("id", sent).update();

        LetterRow row = letters.find(sent).orElseThrow();
        assertThat(row.periodStart()).isEqualTo(LocalDate.of(2026, 5, 1));
        assertThat(row.periodEnd()).isEqualTo(LocalDate.of(2026, 5, 31));
        assertThat(row.status()).isEqualTo(LetterStatus.UNREADABLE);
        assertThat(row.kind()).isEqualTo(LetterKind.REGULAR);
        assertThat(letters.ofUser("ada", 10)).hasSize(4).contains(row);
    }

    @Test
    void infiniteDatesAndTimesAreShownAsTheFirstAndTheLast() {
        ledger.jdbc
                .sql(
                        "update digest_log set period_start = '-infinity', period_end = 'infinity', sent_at = 'infinity' where id = :id")
                .param("id", sent)
                .update();

        LetterRow row = letters.find(sent).orElseThrow();
        assertThat(row.periodStart()).isEqualTo(LocalDate.of(1, 1, 2));
        assertThat(row.periodEnd()).isEqualTo(LocalDate.of(9999, 12, 30));
        assertThat(row.settledAt()).isEqualTo(Timestamps.LAST);
    }

    private List<String> users(LetterFilter filter, @Nullable String after, int limit) {
        return letters.ofEdition(edition, filter, after, limit).stream()
                .map(LetterRow::userId)
                .toList();
    }

    private static LetterFilter all() {
        return new LetterFilter(null, null, false, null);
    }

    @Test
    void reasonsAreOrderedByFrequencyThenByStatusAndReason() {
        long many = ledger.edition("u");
        String[][] counted = {
            {"skipped", "CANCELLED"},
            {"error", "z"},
            {"error", "y"},
            {"error", "x"},
            {"error", "w"},
            {"error", "v"},
            {"skipped", "OPTED_OUT"},
            {"skipped", "OPTED_OUT"},
        };
        for (int i = 0; i < counted.length; i++) {
            insertUser("c" + i);
            ledger.settled(many, "c" + i, "regular", counted[i][0], counted[i][1], NOW);
        }
        ledger.jdbc
                .sql("update digest_log set remark = 'w' where user_id = 'ada' and edition_id = :other")
                .param("other", other)
                .update();
        Delivery deferred = ledger.owed(ledger.slice(many, 0, "u")).getFirst();
        ledger.jdbc
                .sql("update delivery set last_error = '450 busy' where id = :id")
                .param("id", deferred.id())
                .update();

        assertThat(letters.reasons(many, 7))
                .extracting(count -> count.status() + " " + count.reason() + " " + count.letters())
                .containsExactly(
                        "SKIPPED OPTED_OUT 2",
                        "ERROR v 1",
                        "ERROR w 1",
                        "ERROR x 1",
                        "ERROR y 1",
                        "ERROR z 1",
                        "OWED 450 busy 1");
        assertThat(letters.reasons(edition, 7))
                .extracting(count -> count.status() + " " + count.reason() + " " + count.letters())
                .contains("OWED not composed yet 1", "ERROR lost 1")
                .hasSize(4);
        assertThat(letters.reasons(other, 7))
                .extracting(count -> count.status() + " " + count.reason() + " " + count.letters())
                .containsExactly("OWED not composed yet 3", "SENT w 1");
    }

    @Test
    void moreLettersThanTheLimitAreNotCounted() {
        long many = ledger.edition("u");
        ledger.jdbc.sql("""
                        insert into users (id, email, account_id)
                        select 'many' || i, i || '@example.com', i from generate_series(1, 2001) i
                        """).update();
        ledger.jdbc.sql("""
                        insert into digest_log (id, user_id, period_start, period_end, status, skip_reason, digest, edition_id,
                                                chunk_number, kind)
                        select nextval('letter_id'), 'many' || i, period_start, period_end, 'skipped',
                               case when i <= 1000 then 'OPTED_OUT' else 'NO_CONTENT' end, digest, id, 1, 'regular'
                        from edition, generate_series(1, 2001) i where id = :edition
                        """).param("edition", many).update();

        assertThat(letters.reasons(many, 7))
                .contains(
                        new LetterCount(LetterStatus.SKIPPED, "OPTED_OUT", 1000, false),
                        new LetterCount(LetterStatus.SKIPPED, "NO_CONTENT", 1000, true));
    }

    @Test
    void unknownOutcomesAreCountedPerEdition() {
        insertUser("refused too");
        ledger.settled(edition, "refused too", "regular", "error", "550 no", NOW);

        assertThat(letters.unknownOutcomes(edition)).isEqualTo(1);
        assertThat(letters.unknownOutcomes(other)).isZero();
    }

    @Test
    void theOutboxListsItsLettersNewestFirst() {
        insertUser("smtp");
        insertUser("same");
        long elsewhere = ledger.settled(edition, "smtp", "regular", "sent", null, NOW.plusSeconds(9));
        ledger.jdbc
                .sql("update digest_log set transport = 'smtp' where id = :id")
                .param("id", elsewhere)
                .update();
        long same = ledger.settled(edition, "same", "regular", "sent", null, NOW);

        List<LetterRow> newest = letters.inOutbox(null, 3);

        assertThat(newest)
                .extracting(LetterRow::settledAt)
                .containsExactly(NOW.plusSeconds(5), NOW.plusSeconds(4), NOW);
        assertThat(newest.getLast().id()).isEqualTo(same);
        assertThat(letters.inOutbox(same, 3)).extracting(LetterRow::id).containsExactly(sent);
    }

    @Test
    void aUsersOwedLettersComeFirstThenTheNewest() {
        long newer = ledger.settled(edition, "owed", "test", "sent", null, NOW.plusSeconds(1));
        long first = ledger.settled(other, "owed", "regular", "skipped", "CANCELLED", NOW);
        long test = ledger.settled(edition, "owed", "test", "sent", null, NOW);

        List<LetterRow> rows = letters.ofUser("owed", 10);

        assertThat(rows.getFirst().status()).isEqualTo(LetterStatus.OWED);
        assertThat(rows.stream()
                        .filter(row -> row.status() != LetterStatus.OWED)
                        .map(LetterRow::id))
                .containsExactly(newer, test, first);
        assertThat(letters.ofUser("owed", 2)).hasSize(2);
    }

    @Test
    void aLetterIsFoundByIdAndItsContentUntilItIsPruned() {
        long owed = ledger.deliveries.notHandedOver(edition, 1).getFirst().id();
        assertThat(letters.find(sent).orElseThrow().userId()).isEqualTo("ada");
        assertThat(letters.find(-1)).isEmpty();
        assertThat(letters.content(sent).orElseThrow().id()).isEqualTo(sent);
        assertThat(letters.content(owed).orElseThrow().id()).isEqualTo(owed);
        assertThat(letters.content(-1)).isEmpty();

        new LetterRetention(database.jdbc()).pruneContent(edition, 10);

        assertThat(letters.content(sent)).isEmpty();
    }

    private void insertUser(String id) {
        ledger.jdbc
                .sql("insert into users (id, email, account_id) values (:id, :id || '@example.com', :id)")
                .param("id", id)
                .update();
    }
}
