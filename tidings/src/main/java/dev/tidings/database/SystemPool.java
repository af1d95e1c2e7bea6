package dev.tidings.database;

import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Connections for health checks and alerts. They work while the other pools are exhausted or their connections hang.
 * Pages that show checks and alerts use the connections of pages.
 */
@Component
public class SystemPool {
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    SystemPool(ConnectionPools pools) {
        RoutedDataSource connections = new RoutedDataSource(pools, ConnectionUse.SYSTEM);
        jdbc = JdbcClient.create(connections);
        transactions = new TransactionTemplate(new JdbcTransactionManager(connections));
    }

    public JdbcClient jdbc() {
        return jdbc;
    }

    public void inTransaction(Runnable work) {
        transactions.executeWithoutResult(status -> work.run());
    }

    <T> T inTransaction(Supplier<T> work) {
        return transactions.execute(status -> work.get());
    }
}
