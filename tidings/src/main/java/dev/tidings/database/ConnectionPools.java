package dev.tidings.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tidings.settings.ConnectionSizes;
import dev.tidings.settings.DatabaseUrl;
import dev.tidings.settings.Role;
import dev.tidings.settings.Settings;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** One connection pool for each {@link ConnectionUse}. */
public final class ConnectionPools implements AutoCloseable {
    /** Of requests. After a downtime a pool connects again within five seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private final Map<ConnectionUse, HikariDataSource> pools = new EnumMap<>(ConnectionUse.class);

    /**
     * @param idle connections that the pool keeps open
     * @param patience maximum wait for a connection
     * @param limits of its sessions
     */
    private record PoolShape(ConnectionUse use, int size, int idle, Duration patience, SessionLimits limits) {}

    ConnectionPools(Database database, Settings settings) {
        FailoverDetection failover = new FailoverDetection(pools::values);
        for (ConnectionUse use : ConnectionUse.values()) {
            pools.put(
                    use,
                    new HikariDataSource(config(database.url(), settings.schema(), shape(use, settings), failover)));
        }
    }

    private static PoolShape shape(ConnectionUse use, Settings settings) {
        ConnectionSizes sizes = settings.connections();
        Duration none = Duration.ZERO;
        return switch (use) {
            case READINESS ->
                new PoolShape(
                        use, sizes.readiness(), 1, seconds(5), new SessionLimits(seconds(25), seconds(3), seconds(30)));
            case SYSTEM ->
                new PoolShape(
                        use, sizes.system(), 1, seconds(5), new SessionLimits(seconds(25), seconds(3), seconds(30)));
            case WORK ->
                new PoolShape(use, sizes.work(), 2, seconds(30), new SessionLimits(seconds(290), none, seconds(300)));
            case JOBS ->
                new PoolShape(use, sizes.jobs(), 0, seconds(30), new SessionLimits(seconds(3590), none, seconds(3600)));
            case CONSENT ->
                new PoolShape(
                        use,
                        sizes.consent(),
                        settings.roles().contains(Role.WEB) ? 1 : 0,
                        PATIENCE,
                        new SessionLimits(seconds(10), seconds(3), seconds(30)));
            case PAGES ->
                new PoolShape(use, sizes.pages(), 0, PATIENCE, new SessionLimits(seconds(60), seconds(5), seconds(75)));
        };
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static HikariConfig config(DatabaseUrl url, String schema, PoolShape shape, FailoverDetection failover) {
        String name = "tidings-" + shape.use().name().toLowerCase(Locale.ROOT);
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(url.jdbc());
        config.setUsername(url.user());
        config.setPassword(url.password() == null ? null : url.password().value());
        config.setSchema(schema);
        config.setMaximumPoolSize(shape.size());
        config.setMinimumIdle(Math.min(shape.idle(), shape.size()));
        config.setIdleTimeout(Duration.ofMinutes(1).toMillis());
        config.setConnectionTimeout(shape.patience().toMillis());
        config.setInitializationFailTimeout(shape.use() == ConnectionUse.WORK ? 1 : -1);
        config.setConnectionInitSql(shape.limits().within(url).initSql());
        config.setExceptionOverride(failover);
        config.addDataSourceProperty("ApplicationName", name);
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("connectTimeout", "5");
        // The server quotes a row's values in details, and messages reach the log.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        config.addDataSourceProperty(
                "socketTimeout", Long.toString(shape.limits().silence().toSeconds()));
        return config;
    }

    public HikariDataSource pool(ConnectionUse use) {
        return Objects.requireNonNull(pools.get(use));
    }

    Collection<HikariDataSource> all() {
        return pools.values();
    }

    @Override
    public void close() {
        pools.values().forEach(HikariDataSource::close);
    }
}
