package dev.tidings.alerting;

import dev.tidings.alerting.Alert.Channel;
import dev.tidings.alerting.Alert.DeliveryOutcome;
import dev.tidings.database.SystemPool;
import dev.tidings.database.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/** The table {@code alert_delivery}: the deliveries of alerts and their results. */
@Repository
class AlertDeliveries {
    /** Seconds to the next attempt; the last one is followed by none. */
    private static final List<Integer> DELAYS = List.of(30, 120, 600, 1_800, 7_200, 18_000, 36_000);

    private final SystemPool connection;

    AlertDeliveries(SystemPool connection) {
        this.connection = connection;
    }

    /**
     * Claims one due delivery. No other node claims it before its next attempt is due. If this node dies, it is tried
     * again then.
     */
    Optional<AlertDelivery> claim(Instant now) {
        return connection
                .jdbc()
                .sql("""
                        with claimed as (
                            update alert_delivery
                            set attempt = attempt + 1,
                                next_attempt_at = :now::timestamptz
                                    + make_interval(secs => (:delays::int[])[least(attempt + 1, cardinality(:delays::int[]))])
                            where id = (select id from alert_delivery
                                        where outcome is null and next_attempt_at <= :now and channel in ('mail', 'webhook')
                                        order by next_attempt_at, id limit 1 for update skip locked)
                            returning *
                        )
                        select d.id as delivery_id, d.channel, d.target, d.attempt, d.notification_round as this_round, a.*
                        from claimed d join alert a on a.id = d.alert_id
                        """)
                .param("now", Timestamps.toParameter(now))
                .param("delays", DELAYS.toArray(Integer[]::new))
                .query(AlertDeliveries::delivery)
                .optional();
    }

    void settle(long id, DeliveryOutcome outcome, String detail, Instant now) {
        connection
                .jdbc()
                .sql("""
                        update alert_delivery set outcome = :outcome, last_response = :detail, settled_at = :now
                        where id = :id and outcome is null
                        """)
                .param("id", id)
                .param("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .param("detail", detail)
                .param("now", Timestamps.toParameter(now))
                .update();
    }

    /** Records why an attempt failed. Another attempt follows. */
    void recordFailure(long id, String detail) {
        connection
                .jdbc()
                .sql("update alert_delivery set last_response = :detail where id = :id and outcome is null")
                .param("id", id)
                .param("detail", detail)
                .update();
    }

    private static AlertDelivery delivery(ResultSet row, int number) throws SQLException {
        int round = row.getInt("this_round");
        return new AlertDelivery(
                row.getLong("delivery_id"),
                "alert-" + row.getString("key") + "-" + round,
                Channel.valueOf(row.getString("channel").toUpperCase(Locale.ROOT)),
                row.getString("target"),
                round,
                row.getInt("attempt") > DELAYS.size(),
                Alerts.row(row, number));
    }
}
