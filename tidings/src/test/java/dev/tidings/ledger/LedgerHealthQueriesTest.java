package dev.tidings.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.core.SkipReason;
import dev.tidings.ledger.LedgerHealthQueries.BegunPart;
import dev.tidings.ledger.LedgerHealthQueries.EditionTotals;
import dev.tidings.testing.TestApplication;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.transaction.support.TransactionTemplate;

/** The health checks' queries, on two editions. */
class LedgerHealthQueriesTest {
    private static final Instant OPENED = LedgerTables.NOW.minusSeconds(3600);

    @RegisterExtension
    static final TestApplication app = new TestApplication();

    private LedgerHealthQueries health;
    private LedgerTables ledger;
    private long edition;
    private long other;

    @BeforeEach
    void twoEditions() {
        health = app.get(LedgerHealthQueries.class);
        ledger = new LedgerTables(app.jdbc(), app.get(TransactionTemplate.class));
        edition = ledger.edition("ada", "ben", "cleo");
        other = ledger.edition("ada", "ben", "cleo", "dan");
        List<Delivery> letters = ledger.owed(ledger.slice(other, 0, "ada", "ben", "cleo", "dan"));
        ledger.digestLog.settle(
                List.of(
                        Settlement.sent(letters.get(0).id(), 0, null, null),
                        Settlement.error(letters.get(1).id(), 0, "550 no", false)),
                LedgerTables.NOW);
        ledger.digestLog.skip(List.of(new SkippedDelivery(letters.get(2), SkipReason.CANCELLED)));
    }

    @Test
    void totalsAreCountedPerEdition() {
        assertThat(health.totals(edition)).isEqualTo(new EditionTotals(null, 3, 0, 0, 0, 3));
        assertThat(health.totals(other)).isEqualTo(new EditionTotals(null, 4, 1, 1, 1, 1));
    }

    @Test
    void lettersAreCountedForTheGivenEditions() {
        assertThat(health.sent(List.of(edition))).isZero();
        assertThat(health.sent(List.of(edition, other))).isEqualTo(1);
        assertThat(health.attempted(List.of(other, -1L))).isEqualTo(Map.of(other, 2L));
    }

    @Test
    void aLetterIsOwedSinceItWasComposedOrSinceItsEditionWasOpened() {
        assertThat(health.oldestOwed(List.of(begun(other, OPENED)))).contains(LedgerTables.NOW);
        assertThat(health.oldestOwed(List.of(begun(edition, OPENED)))).contains(OPENED);
        assertThat(health.oldestOwed(List.of(begun(edition, OPENED.plusSeconds(5)), begun(other, OPENED))))
                .contains(OPENED.plusSeconds(5));
        assertThat(health.oldestOwed(List.of(begun(ledger.edition(), OPENED)))).isEmpty();
        assertThat(health.oldestOwed(List.of(new BegunPart(edition, LedgerTables.NOW, OPENED))))
                .as("the edition's chunks belong to no wave")
                .isEmpty();
    }

    private static BegunPart begun(long edition, Instant at) {
        return new BegunPart(edition, null, at);
    }

    @Test
    void aMailedAddressCountsOnceUnlessItsUsersWereSkipped() {
        assertThat(mailed(List.of(edition, other), "ada", "one", "ben", "other"))
                .isEqualTo(2);
        assertThat(mailed(List.of(other), "ada", "one", "ben", "one")).isEqualTo(1);
        assertThat(mailed(List.of(other), "cleo", "skipped", "dan", "owed")).isZero();
        assertThat(mailed(List.of(edition), "ada", "one")).isZero();
    }

    private long mailed(List<Long> editions, String... usersAndAddresses) {
        List<String> all = List.of(usersAndAddresses);
        return health.addressesMailed(editions, everySecond(all, 0), everySecond(all, 1));
    }

    private static List<String> everySecond(List<String> all, int from) {
        return IntStream.range(0, all.size())
                .filter(i -> i % 2 == from)
                .mapToObj(all::get)
                .toList();
    }
}
