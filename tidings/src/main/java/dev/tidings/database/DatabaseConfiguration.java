package dev.tidings.database;

import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import dev.tidings.core.Ticker;
import dev.tidings.settings.DatabaseUrl;
import dev.tidings.settings.Settings;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The connection pools, the clock that all nodes share, and the migrations' connection. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
    @Bean
    Database database(Settings settings) {
        return Database.open(settings);
    }

    @Bean
    ConnectionPools connectionPools(Database database, Settings settings) {
        return new ConnectionPools(database, settings);
    }

    @Bean
    DataSource dataSource(ConnectionPools pools) {
        return new RoutedDataSource(pools, ConnectionUse.WORK);
    }

    @Bean
    MeterBinder connectionMetrics(ConnectionPools pools) {
        return meters ->
                pools.all().forEach(pool -> pool.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(meters)));
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
    DatabaseClock clock(ConnectionPools pools, NodeClock nodeClock, Ticker ticker, Settings settings) {
        return new DatabaseClock(pools.pool(ConnectionUse.READINESS), nodeClock, ticker, settings.clock());
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
