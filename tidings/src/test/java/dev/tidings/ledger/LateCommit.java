package dev.tidings.ledger;

import static dev.tidings.testing.Eventually.await;

import dev.tidings.testing.Eventually;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Loses the connection of the first transaction at its commit, while the server goes on with it. The server commits as
 * soon as another transaction waits for it, or when the caller asks for it.
 */
final class LateCommit extends TransactionTemplate implements AutoCloseable {
    private final transient JdbcClient jdbc;
    private final transient ExecutorService server = Executors.newSingleThreadExecutor();
    private final transient CompletableFuture<Void> asked = new CompletableFuture<>();
    private transient Future<?> commit = CompletableFuture.completedFuture(null);
    private boolean lost;

    LateCommit(TransactionTemplate transactions, JdbcClient jdbc) {
        super(Objects.requireNonNull(transactions.getTransactionManager()));
        this.jdbc = jdbc;
    }

    @Override
    public <T> T execute(TransactionCallback<T> action) {
        if (lost) {
            return super.execute(action);
        }
        lost = true;
        CompletableFuture<Void> written = new CompletableFuture<>();
        commit = server.submit(() -> super.execute(status -> {
            T result = action.doInTransaction(status);
            written.complete(null);
            awaitWaiter();
            return result;
        }));
        written.orTimeout(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        throw new UncategorizedSQLException("commit", null, new SQLException("lost", "08006"));
    }

    /** Returns when a transaction waits for a lock, or the caller asks for the commit. */
    private void awaitWaiter() {
        await().until(() -> asked.isDone() || transactionWaits());
    }

    private boolean transactionWaits() {
        return jdbc.sql(
                        "select exists (select from pg_locks l join pg_database d on d.oid = l.database or l.database is null"
                                + " where not l.granted and d.datname = current_database())")
                .query(Boolean.class)
                .single();
    }

    /** Returns when the lost transaction is committed. */
    void awaitCommit() throws Exception {
        asked.complete(null);
        commit.get(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        asked.complete(null);
        server.close();
    }
}
