package dev.tidings.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.ledger.ComposedLetter.NewLetter;
import dev.tidings.ledger.journal.LetterProgress.NotSent;
import dev.tidings.ledger.journal.RecordedRun;
import dev.tidings.testing.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/** The connection is lost while the intent is committed. */
class UnconfirmedIntentTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final LedgerTables tables = new LedgerTables(database);
    private ChunkSlice slice;

    @BeforeEach
    void deleteLetters() {
        tables.jdbc.sql("truncate users, edition, delivery, digest_log cascade").update();
    }

    @Test
    void anIntentCommittedWithoutConfirmationIsWithdrawn() {
        List<Long> letters = write("08006", true);

        assertThat(letters).extracting(tables::state).containsExactly("owed 0", "owed 0");
    }

    @Test
    void anIntentThatIsStillBeingCommittedIsWithdrawnAfterItsCommit() throws Exception {
        try (LateCommit late = new LateCommit(database.transactions(), database.jdbc())) {
            List<Long> letters = write(late);
            late.awaitCommit();

            assertThat(letters).extracting(tables::state).containsExactly("owed 0", "owed 0");
        }
    }

    @Test
    void lettersThatAnotherNodeSettledBeforeTheWithdrawalAreCorrected() {
        List<RecordedRun> late = new ArrayList<>();
        List<Long> letters = write(new FailingOnce("08006", true) {
            @Override
            void afterCommit() {
                LedgerTables other = new LedgerTables(database);
                other.batches.expandToRows("key");
                other.settler.settle(other.deliveries.interrupted(slice.editionId(), 1).stream()
                        .map(letter -> Settlement.unknown(letter.id(), letter.attempt(), "the worker stopped"))
                        .toList());
            }
        });

        tables.lateOutcomes.correct(late::add);

        assertThat(late).singleElement().satisfies(withdrawn -> {
            assertThat(withdrawn.run()).isEqualTo(tables.run.id());
            assertThat(withdrawn.letters())
                    .extracting(letter -> letter.attempt().letterId())
                    .containsExactlyInAnyOrderElementsOf(letters);
            assertThat(withdrawn.letters())
                    .allSatisfy(letter -> assertThat(letter.progress()).isEqualTo(new NotSent()));
        });
    }

    @Test
    void anIntentThatWasNotCommittedLeavesNothing() {
        List<Long> letters = write("08006", false);

        assertThat(letters).extracting(tables::state).containsExactly("planned 0", "planned 0");
    }

    @Test
    void aLetterReclaimedByAnotherWorkerIsNotWithdrawn() {
        List<Long> letters = write("55P03", true);
        tables.batches.expandToRows("key");
        tables.attempts.reclaim(letters.stream()
                .map(id -> tables.deliveries.find(id).orElseThrow())
                .toList());

        withdrawAgain(letters);

        assertThat(letters).extracting(tables::state).containsExactly("handed over 2", "handed over 2");
    }

    @Test
    void aWithdrawalThatIsRepeatedDoesNotEndTheClaimOfAnotherRun() {
        List<Long> letters = write("08006", true);
        claimInAnotherRun(letters, "key");

        withdrawAgain(letters);

        assertThat(letters).extracting(tables::state).containsExactly("handed over 1", "handed over 1");
    }

    private void withdrawAgain(List<Long> letters) {
        database.transactions().executeWithoutResult(status -> tables.batches.withdraw("key", letters));
    }

    private void claimInAnotherRun(List<Long> letters, String key) {
        new DeliveryAttempts(tables.jdbc, new NodeRun(UUID.randomUUID(), "other"), tables.clock)
                .claim(
                        letters.stream()
                                .map(id -> tables.deliveries.find(id).orElseThrow())
                                .toList(),
                        key);
    }

    /**
     * Writes the intent of two letters, which fails once.
     *
     * @param committed whether the transaction is committed nevertheless
     */
    private List<Long> write(String sqlState, boolean committed) {
        return write(new FailingOnce(sqlState, committed));
    }

    private List<Long> write(TransactionTemplate failing) {
        slice = tables.slice(tables.edition("ada", "ben"), 0, "ada", "ben");
        Set<Long> ids = slice.newLetters().stream().map(NewLetter::id).collect(Collectors.toSet());
        IntentWriter intents = tables.intents(failing);

        assertThatThrownBy(() -> intents.write(slice, new NewBatch("key", ids), SettlementPolicy.NONE))
                .isInstanceOf(DataAccessException.class);
        return slice.newLetters().stream().map(NewLetter::id).toList();
    }

    private static class FailingOnce extends TransactionTemplate {
        private final String sqlState;
        private final boolean committed;
        private boolean failed;

        private FailingOnce(String sqlState, boolean committed) {
            super(Objects.requireNonNull(database.transactions().getTransactionManager()));
            this.sqlState = sqlState;
            this.committed = committed;
        }

        void afterCommit() {}

        @Override
        public <T> T execute(TransactionCallback<T> action) {
            if (failed) {
                return super.execute(action);
            }
            failed = true;
            if (committed) {
                super.execute(action);
                afterCommit();
            }
            throw new UncategorizedSQLException("commit", null, new SQLException("lost", sqlState));
        }
    }
}
