package dev.tidings.edition;

import dev.tidings.throttle.TransportCircuitBreaker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Reads in one statement whether an edition may send: its status, its rate, its transport's circuit breaker. An edition
 * whose row cannot be read may not.
 */
@Repository
class SendPermissions {
    private final JdbcClient jdbc;

    SendPermissions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Whether letters of an edition may be handed over now, and at which rate.
     *
     * @param rate letters per second over all nodes, or null for no limit
     * @param blockedFor how long the transport's circuit breaker stays open, zero or less if a batch may probe it;
     *     null if it is closed
     */
    record SendPermission(
            boolean open, @Nullable Integer rate, @Nullable Duration blockedFor) {}

    /** An edition that is gone is not open. */
    SendPermission of(long id) {
        return jdbc.sql("""
                        select e.status = 'open' and e.cancelled_at is null and %s as open, e.letters_per_second,
                               extract(epoch from case when b.next_probe_at > clock_timestamp() + :longest * interval '1 second'
                                                       then interval '0' else b.next_probe_at - clock_timestamp() end
                               )::double precision as blocked_for
                        from edition e left join circuit_breaker b on b.transport = e.transport
                        where e.id = :id
                        """.formatted(EditionRowMapper.readable("e")))
                .param("id", id)
                .param("longest", TransportCircuitBreaker.LONGEST.toSeconds())
                .query((row, number) -> new SendPermission(
                        row.getBoolean("open"),
                        row.getObject("letters_per_second", Integer.class),
                        seconds(row.getObject("blocked_for", Double.class))))
                .optional()
                .orElseGet(() -> new SendPermission(false, null, null));
    }

    private static @Nullable Duration seconds(@Nullable Double seconds) {
        return seconds == null ? null : Duration.ofMillis(Math.round(seconds * 1000));
    }
}
