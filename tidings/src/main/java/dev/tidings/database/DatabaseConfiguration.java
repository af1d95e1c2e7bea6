package dev.tidings.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tidings.settings.DatabaseUrl;
import dev.tidings.settings.Settings;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The connection pool, the time that all nodes share, and where migrations go. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
    private static final int CONNECTIONS = 20;

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
        config.addDataSourceProperty("ApplicationName", "tidings");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        return new HikariDataSource(config);
    }

    @Bean
    NodeClock nodeClock() {
        return new NodeClock(InstantSource.system());
    }

    @Bean
    DatabaseTime clock(DataSource dataSource, NodeClock nodeClock) {
        return new DatabaseTime(dataSource, nodeClock, System::nanoTime);
    }

    @Bean
    FlywayConfigurationCustomizer schema(Settings settings) {
        return flyway -> flyway.schemas(settings.schema()).defaultSchema(settings.schema());
    }
}
