package dev.tidings.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.tidings.settings.EnvironmentReader;
import dev.tidings.settings.Settings;
import dev.tidings.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

class DatabaseConfigurationTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @Test
    void socketTimeoutDefaultsToFiveMinutes() {
        try (ConnectionPools pools = pools(database.jdbcUrl())) {
            assertThat(pools.pool(ConnectionUse.WORK).getDataSourceProperties()).containsEntry("socketTimeout", "300");
        }
    }

    @Test
    void socketTimeoutInTheUrlOverridesTheDefault() {
        try (ConnectionPools pools = pools(database.jdbcUrl() + "&socketTimeout=1&options=-c%20statement_timeout=0")) {
            assertThatThrownBy(() -> JdbcClient.create(pools.pool(ConnectionUse.WORK))
                            .sql("select from pg_sleep(20)")
                            .query()
                            .listOfRows())
                    .isInstanceOf(DataAccessResourceFailureException.class)
                    .rootCause()
                    .hasMessageContaining("timed out");
        }
    }

    @Test
    void thePrimaryOfSeveralServersIsFound() {
        String several = database.jdbcUrl().replace("//localhost:", "//localhost:1,localhost:");
        try (ConnectionPools pools = pools(several + "&targetServerType=primary")) {
            assertThat(JdbcClient.create(pools.pool(ConnectionUse.WORK))
                            .sql("select 1")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(1);
        }
    }

    @Test
    @Timeout(60)
    void allConnectionsToAServerThatBecameAStandbyAreEvicted() {
        try (ConnectionPools pools = pools(database.jdbcUrl())) {
            HikariDataSource pool = pools.pool(ConnectionUse.WORK);
            int connections = pool.getMaximumPoolSize();
            database.whileReadOnly(() -> open(pool, connections - pool.getMinimumIdle()));
            JdbcClient jdbc = JdbcClient.create(pool);

            assertThatThrownBy(() -> change(jdbc)).hasMessageContaining("read-only");
            for (int i = 0; i < connections; i++) {
                change(jdbc);
            }
        }
    }

    private static void change(JdbcClient jdbc) {
        jdbc.sql("create table if not exists change ()").update();
    }

    /** Opens all connections before it closes one. The pool then holds all of them and opens no more. */
    private static void open(HikariDataSource pool, int connections) {
        try {
            List<Connection> opened = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                opened.add(pool.getConnection());
            }
            while (pool.getHikariPoolMXBean().getIdleConnections() < pool.getMinimumIdle()) {
                Thread.sleep(5);
            }
            for (Connection connection : opened) {
                connection.close();
            }
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ConnectionPools pools(String url) {
        Settings settings = new EnvironmentReader(Map.of("TIDINGS_DATABASE_URL", url)).withDefaults();
        return new ConnectionPools(Database.open(settings), settings);
    }
}
