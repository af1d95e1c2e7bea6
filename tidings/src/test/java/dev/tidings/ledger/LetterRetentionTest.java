package dev.tidings.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LetterRetentionTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final LetterRetention retention = new LetterRetention(database.jdbc());
    private LedgerTables ledger;
    private long edition;
    private long other;

    @BeforeEach
    void twoEditionsAndTestLetters() {
        ledger = new LedgerTables(database);
        ledger.jdbc.sql("truncate users, edition, delivery, digest_log cascade").update();
        edition = ledger.edition("ada", "ben", "cleo");
        other = ledger.edition("ada");
        for (String user : List.of("ada", "ben", "cleo")) {
            ledger.settled(edition, user, "regular", "sent", null, LedgerTables.NOW);
        }
        ledger.settled(other, "ada", "regular", "sent", null, LedgerTables.NOW.minusSeconds(60));
        for (int second = -2; second <= 0; second++) {
            ledger.settled(edition, "ada", "test", "sent", null, LedgerTables.NOW.plusSeconds(second));
        }
    }

    @Test
    void contentOfTheEditionsLettersIsPrunedInBatches() {
        assertThat(retention.pruneContent(edition, 2)).isEqualTo(2);
        assertThat(retention.pruneContent(edition, 2)).isEqualTo(1);
        assertThat(retention.pruneContent(edition, 2)).isZero();

        assertThat(count("digest_log where content is null")).isEqualTo(3);
        assertThat(count("digest_log where content is null and edition_id = " + edition))
                .isEqualTo(3);
    }

    @Test
    void lettersOfTheEditionArePrunedInBatches() {
        assertThat(retention.prune(edition, 2)).isEqualTo(2);
        assertThat(retention.prune(edition, 2)).isEqualTo(1);
        assertThat(retention.prune(edition, 2)).isZero();

        assertThat(count("digest_log where kind = 'test' or edition_id = " + other))
                .isEqualTo(4);
    }

    @Test
    void olderTestLettersArePrunedInBatches() {
        assertThat(retention.pruneTestLetters(LedgerTables.NOW, 1)).isEqualTo(1);
        assertThat(retention.pruneTestLetters(LedgerTables.NOW, 1)).isEqualTo(1);
        assertThat(retention.pruneTestLetters(LedgerTables.NOW, 1)).isZero();

        assertThat(count("digest_log where kind = 'test'")).isEqualTo(1);
        assertThat(count("digest_log where kind = 'regular'")).isEqualTo(4);
    }

    @Test
    void olderOwedTestLettersAreAbandoned() {
        ledger.owed(ledger.slice(ledger.edition("dan"), 0, "dan"));
        ledger.jdbc
                .sql("update delivery set composed_at = composed_at - interval '1 hour'")
                .update();
        for (int second = -1; second <= 0; second++) {
            ledger.jdbc
                    .sql("""
                            insert into delivery (id, kind, digest, user_id, period_start, period_end, transport, template_version,
                                                  content, item_count, recipient_version, composed_at,
                                                  next_attempt_at)
                            select :id, 'test', digest, 'ada', period_start, period_end, 'outbox', 'v', '{}', 1, 0,
                                   :now::timestamptz + :second * interval '1 second', :now::timestamptz
                            from edition where id = :edition
                            """)
                    .param("id", 1_000_077 - second)
                    .param("now", LedgerTables.NOW.toString())
                    .param("second", second)
                    .param("edition", edition)
                    .update();
        }

        assertThat(new TestLetters(ledger.jdbc, ledger.clock).abandoned(LedgerTables.NOW))
                .extracting(Delivery::id)
                .containsExactly(1_000_078L);
    }

    private long count(String from) {
        return ledger.jdbc.sql("select count(*) from " + from).query(Long.class).single();
    }
}
