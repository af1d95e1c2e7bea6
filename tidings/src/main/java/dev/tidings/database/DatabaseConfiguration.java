package dev.tidings.database;

import com.zaxxer.hikari.HikariConfig;
import dev.tidings.core.Ticker;
import dev.tidings.settings.DatabaseUrl;
import dev.tidings.settings.Settings;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The connection pool, the clock that all nodes share, and the migrations' connection. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
    private static final int CONNECTIONS = 20;
    private static final int CONNECTIONS_AT_REST = 4;

    /**
     * So long a statement may say nothing, in seconds, unless the database's URL says otherwise: a server that vanished
     * without a word must not be waited for until someone restarts the node. Migrations may take as long as they take.
     */
    private static final String SILENCE = "300";

    @Bean
    Database database(Settings settings) {
        return Database.open(settings);
    }

    @Bean
    DataSource dataSource(Database database, Settings settings) {
        DatabaseUrl url = database.url();
        HikariConfig config = new HikariConfig();
        config.setPoolName("tidings");
        config.setJdbcUrl(url.jdbc());
        config.setUsername(url.user());
        config.setPassword(url.password() == null ? null : url.password().value());
        config.setSchema(settings.schema());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(CONNECTIONS_AT_REST);
        config.addDataSourceProperty("ApplicationName", "tidings");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("socketTimeout", SILENCE);
        return FailoverDetection.pool(config);
    }

    @Bean
    TransactionTemplate transactions(PlatformTransactionManager manager) {
        return new TransactionTemplate(manager);
    }

    @Bean
    SQLExceptionTranslator exceptionTranslator() {
        return FailoverDetection.translator();
    }

    @Bean
    NodeClock nodeClock() {
        return new NodeClock(InstantSource.system());
    }

    @Bean
    Ticker ticker() {
        return Ticker.SYSTEM;
    }

    @Bean
    DatabaseClock clock(DataSource dataSource, NodeClock nodeClock, Ticker ticker) {
        return new DatabaseClock(dataSource, nodeClock, ticker);
    }

    @Bean
    FlywayConfigurationCustomizer migrating(Database database, Settings settings) {
        DatabaseUrl url = database.url();
        String password = url.password() == null ? null : url.password().value();
        return flyway -> flyway.dataSource(url.jdbc(), url.user(), password)
                .schemas(settings.schema())
                .defaultSchema(settings.schema());
    }

    @Bean
    FlywayMigrationStrategy schemaMigration() {
        return new SchemaMigration();
    }
}
