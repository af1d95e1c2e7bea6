package dev.tidings.database;

import dev.tidings.core.Ticker;
import dev.tidings.settings.ConnectionSizes;
import dev.tidings.settings.Role;
import dev.tidings.settings.Settings;
import dev.tidings.settings.SettingsErrors;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Compares this node's pools with what the database server gives, when a node starts. */
@Repository
@ConditionalOnWebApplication
class ConnectionCapacity implements InitializingBean {
    private static final Logger log = LoggerFactory.getLogger(ConnectionCapacity.class);

    /** Time in which the pools have opened their first connections. */
    private static final Duration OPENING = Duration.ofSeconds(2);

    private final JdbcClient jdbc;
    private final ConnectionPools pools;
    private final Settings settings;
    private final Ticker ticker;

    ConnectionCapacity(JdbcClient jdbc, ConnectionPools pools, Settings settings, Ticker ticker) {
        this.jdbc = jdbc;
        this.pools = pools;
        this.settings = settings;
        this.ticker = ticker;
    }

    /**
     * A number of connections that somebody allows.
     *
     * @param source what sets it
     * @param allowed maximum number of connections
     * @param others connections of other sessions that count towards it
     */
    record ConnectionLimit(String source, int allowed, int others) {
        int free() {
            return allowed - others;
        }
    }

    /** @throws SettingsErrors if this node's pools do not fit */
    @Override
    public void afterPropertiesSet() {
        int needed = needed(settings.connections());
        List<ConnectionLimit> limits = limits();
        if (error(limits, needed) != null) {
            // A connection that a pool is just opening counts as another session.
            limits = limitsAfterOpening();
        }
        String error = error(limits, needed);
        if (error != null) {
            throw new SettingsErrors(List.of(error));
        }
        String warning = settings.database() == null ? null : secondNodeWarning(limits, needed);
        if (warning != null) {
            log.warn("{}", warning);
        }
    }

    private List<ConnectionLimit> limitsAfterOpening() {
        try {
            ticker.sleep(OPENING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return limits();
    }

    private static @Nullable String error(List<ConnectionLimit> limits, int needed) {
        return limits.stream()
                .filter(limit -> limit.free() < needed)
                .map(limit -> describe(limit, needed))
                .findFirst()
                .orElse(null);
    }

    /** A node that answers no pages opens no connections for them. */
    private int needed(ConnectionSizes sizes) {
        return settings.roles().contains(Role.WEB) ? sizes.total() : sizes.total() - sizes.consent() - sizes.pages();
    }

    private static String describe(ConnectionLimit limit, int needed) {
        return "TIDINGS_CONNECTIONS needs " + needed + " database connections, but " + limit.source() + " leaves "
                + Math.max(limit.free(), 0) + ": it allows " + limit.allowed() + ", and other sessions have "
                + limit.others() + ". Set smaller numbers, as in \"work=4, pages=2\", or raise the limit";
    }

    static @Nullable String secondNodeWarning(List<ConnectionLimit> limits, int needed) {
        return limits.stream()
                .filter(limit -> limit.free() < 2 * needed)
                .findFirst()
                .map(limit -> "the database has no room for a second node: each needs " + needed + " connections, and "
                        + limit.source() + " leaves " + limit.free() + " (TIDINGS_CONNECTIONS)")
                .orElse(null);
    }

    /** The sessions of this node's own pools do not count as others. */
    private List<ConnectionLimit> limits() {
        int own = pools.all().stream()
                .mapToInt(pool -> pool.getHikariPoolMXBean().getTotalConnections())
                .sum();
        return jdbc.sql("""
                        select 'max_connections' as source,
                               current_setting('max_connections')::int
                               - current_setting('superuser_reserved_connections')::int
                               - coalesce(current_setting('reserved_connections', true), '0')::int as allowed,
                               (select count(*) from pg_stat_activity
                                where datid is not null and usesysid is not null
                                  and coalesce(backend_type, 'client backend') = 'client backend') as sessions
                        union all
                        select 'the connection limit of the role ' || rolname, rolconnlimit,
                               (select count(*) from pg_stat_activity a where a.usesysid = r.oid and a.datid is not null)
                        from pg_roles r where rolname = current_user and rolconnlimit >= 0 and not rolsuper
                        union all
                        select 'the connection limit of the database ' || datname, datconnlimit,
                               (select count(*) from pg_stat_activity a where a.datid = d.oid and a.usesysid is not null)
                        from pg_database d where datname = current_database() and datconnlimit >= 0
                        """)
                .query((row, number) -> new ConnectionLimit(
                        row.getString("source"), row.getInt("allowed"), Math.max(row.getInt("sessions") - own, 0)))
                .list();
    }
}
