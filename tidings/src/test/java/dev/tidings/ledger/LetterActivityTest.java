package dev.tidings.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.database.Timestamps;
import dev.tidings.testing.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LetterActivityTest {
    private static final Instant FIRST = LedgerTables.NOW.plusSeconds(60);
    private static final Instant SECOND = LedgerTables.NOW.plusSeconds(120);

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final LetterActivity activity = new LetterActivity(database.jdbc());
    private LedgerTables ledger;
    private long edition;
    private long ada;
    private long ben;

    @BeforeEach
    void twoSentLetters() {
        ledger = new LedgerTables(database);
        ledger.jdbc.sql("truncate users, edition, delivery, digest_log cascade").update();
        edition = ledger.edition("ada", "ben", "cleo", "dan", "eve", "fay", "gus");
        ada = ledger.settled(edition, "ada", "regular", "sent", null, LedgerTables.NOW);
        ben = ledger.settled(edition, "ben", "regular", "sent", null, LedgerTables.NOW);
    }

    @Test
    void aLetterIsFoundAfterItsHandOver() {
        long refused = ledger.settled(edition, "cleo", "regular", "error", "550 no", LedgerTables.NOW);
        long skipped = ledger.settled(edition, "dan", "regular", "skipped", "CANCELLED", LedgerTables.NOW);
        List<Delivery> owed = ledger.owed(ledger.slice(edition, 0, "eve", "fay"));
        ledger.attempts.claim(owed.subList(0, 1), "key");

        assertThat(user(ada)).contains("ada");
        assertThat(user(ben)).contains("ben");
        assertThat(user(refused)).contains("cleo");
        assertThat(user(skipped)).isEmpty();
        assertThat(user(owed.get(0).id())).contains("eve");
        assertThat(user(owed.get(1).id())).isEmpty();
        assertThat(user(-1)).isEmpty();
    }

    private Optional<String> user(long letter) {
        return activity.find(letter).map(LetterActivity.HandedOverLetter::userId);
    }

    @Test
    void theFirstOpenIsRecorded() {
        activity.recordOpen(ada, FIRST);
        activity.recordOpen(ada, SECOND);

        assertThat(times(ada)).isEqualTo(new Times(FIRST, null));
        assertThat(times(ben)).isEqualTo(new Times(null, null));
    }

    @Test
    void theFirstClickIsRecordedAndCountsAsAnOpen() {
        activity.recordClick(ada, FIRST);
        activity.recordClick(ada, SECOND);

        assertThat(times(ada)).isEqualTo(new Times(FIRST, FIRST));
        assertThat(times(ben)).isEqualTo(new Times(null, null));
    }

    @Test
    void aClickKeepsAnEarlierOpen() {
        activity.recordOpen(ada, FIRST);
        activity.recordClick(ada, SECOND);

        assertThat(times(ada)).isEqualTo(new Times(FIRST, SECOND));
    }

    @Test
    void theTimesOfScannersEventsAreReplaced() {
        for (long letter : new long[] {ada, ben}) {
            activity.recordOpen(letter, FIRST);
            activity.recordClick(letter, SECOND);
        }

        activity.replace(ada, List.of(SECOND.plusSeconds(1)), null, null);
        assertThat(times(ada)).as("no event was a scanner's").isEqualTo(new Times(FIRST, SECOND));

        activity.replace(ada, List.of(FIRST), SECOND, SECOND);
        assertThat(times(ada)).as("the open was a scanner's").isEqualTo(new Times(SECOND, SECOND));

        activity.recordOpen(ben, FIRST);
        activity.replace(ben, List.of(SECOND), FIRST, null);
        assertThat(times(ben)).as("the click was a scanner's").isEqualTo(new Times(FIRST, null));
        assertThat(times(ada)).isEqualTo(new Times(SECOND, SECOND));
    }

    private record Times(@Nullable Instant opened, @Nullable Instant clicked) {}

    private Times times(long letter) {
        return ledger.jdbc
                .sql("select opened_at, clicked_at from digest_log where id = :id")
                .param("id", letter)
                .query((row, number) -> new Times(
                        Timestamps.readNullable(row, "opened_at"), Timestamps.readNullable(row, "clicked_at")))
                .single();
    }
}
