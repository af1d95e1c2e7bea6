package dev.tidings.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tidings.settings.DatabaseUrl;
import dev.tidings.settings.Settings;
import java.util.function.Supplier;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A small connection pool for health checks and alerts. They work while the main pool is exhausted or its connections
 * hang, and each statement of theirs has a short timeout.
 */
@Component
public class MonitoringPool implements DisposableBean {
    private static final int CONNECTIONS = 3;
    private static final int TIMEOUT_MILLIS = 5_000;

    private final HikariDataSource dataSource;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    MonitoringPool(Database database, Settings settings) {
        dataSource = new HikariDataSource(config(database.url(), settings.schema()));
        jdbc = JdbcClient.create(dataSource);
        transactions = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    private static HikariConfig config(DatabaseUrl url, String schema) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("tidings-watch");
        config.setJdbcUrl(url.jdbc());
        config.setUsername(url.user());
        config.setPassword(url.password() == null ? null : url.password().value());
        config.setSchema(schema);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(TIMEOUT_MILLIS);
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("ApplicationName", "tidings-watch");
        config.addDataSourceProperty("connectTimeout", "5");
        config.addDataSourceProperty("socketTimeout", "30");
        return config;
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

    @Override
    public void destroy() {
        dataSource.close();
    }
}
