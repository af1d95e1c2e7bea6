package dev.tidings.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.edition.EditionOpener;
import dev.tidings.edition.EditionPlanner;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestApplication;
import dev.tidings.transport.SendOutcome.Deferred;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The connection is lost while a claim of owed letters is committed. */
class UnconfirmedClaimTest {
    @RegisterExtension
    static final TestApplication app = new TestApplication();

    private Edition edition;

    @BeforeEach
    void aDeferredLetter() {
        app.insertReader("ada");
        edition = app.get(EditionOpener.class)
                .openLastCompleted(app.get(DigestCatalog.class).primary(), OpenedBy.API);
        app.get(EditionPlanner.class).plan(edition.id());
        app.transport()
                .respondingWith((key, batch) -> RecordingTransport.all(batch, new Deferred("451 later", null), null));
        app.deliver(edition.id(), 1);
        app.clock().advance(Duration.ofHours(1));
    }

    @Test
    void aClaimCommittedWithoutConfirmationIsWithdrawn() {
        List<OutgoingLetter> batch = due();

        assertThatThrownBy(() -> dispatcher(new LosingAttempts())
                        .dispatch(app.transport().openSession(), batch, SettlementPolicy.NONE))
                .isInstanceOf(DataAccessException.class);

        assertThat(due()).hasSize(1);
        assertThat(due().getFirst().delivery().attempt()).isEqualTo(1);
        assertThat(app.transport().batches()).hasSize(1);
    }

    @Test
    void aClaimThatIsStillRunningIsWithdrawnAfterItsCommit() throws Exception {
        List<OutgoingLetter> batch = due();
        try (LateCommit late = new LateCommit(app.get(TransactionTemplate.class), app.jdbc())) {
            DeliveryAttempts attempts =
                    new DeliveryAttempts(app.get(JdbcClient.class), app.get(NodeRun.class), app.clock()) {
                        @Override
                        Claim claim(List<Delivery> seen, String batchKey, Instant at) {
                            return Objects.requireNonNull(late.execute(status -> super.claim(seen, batchKey, at)));
                        }
                    };

            assertThatThrownBy(() ->
                            dispatcher(attempts).dispatch(app.transport().openSession(), batch, SettlementPolicy.NONE))
                    .isInstanceOf(DataAccessException.class);
            late.awaitCommit();

            assertThat(due()).hasSize(1);
        }
    }

    @Test
    void anotherWorkersClaimIsNotWithdrawn() {
        List<Delivery> seen = due().stream().map(OutgoingLetter::delivery).toList();
        Instant now = app.clock().instant();
        app.get(DeliveryAttempts.class).claim(seen, "key", now);

        app.get(ClaimWriter.class).withdraw(seen, "key", now.plusMillis(1));

        assertThat(due()).isEmpty();
    }

    private List<OutgoingLetter> due() {
        return app.get(Deliveries.class).due(edition.id(), 1, List.of()).stream()
                .map(letter ->
                        new OutgoingLetter(letter, app.transport().messages().getFirst()))
                .toList();
    }

    private static Dispatcher dispatcher(DeliveryAttempts attempts) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        OutcomeWriter writer = app.get(OutcomeWriter.class);
        return new Dispatcher(
                new ClaimWriter(
                        attempts,
                        new NoLocks(),
                        writer,
                        app.get(LateOutcomes.class),
                        app.get(TransactionTemplate.class),
                        app.get(JdbcClient.class),
                        app.clock(),
                        meters),
                app.get(DuplicateRemover.class),
                writer,
                app.get(BatchSender.class),
                app.clock());
    }

    private static final class LosingAttempts extends DeliveryAttempts {
        private LosingAttempts() {
            super(app.jdbc(), app.get(NodeRun.class), app.clock());
        }

        @Override
        Claim claim(List<Delivery> seen, String batchKey, Instant at) {
            super.claim(seen, batchKey, at);
            throw new UncategorizedSQLException("claim", null, new SQLException("connection lost", "08006"));
        }
    }

    /** For a claim that another transaction makes: it would wait for the locks of this one. */
    private static final class NoLocks extends RecipientLocks {
        private NoLocks() {
            super(app.jdbc());
        }

        @Override
        void lock(List<Delivery> letters) {}
    }
}
