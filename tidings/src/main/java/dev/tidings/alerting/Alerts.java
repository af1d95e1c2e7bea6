package dev.tidings.alerting;

import dev.tidings.alerting.Alert.AlertDeliveryStatus;
import dev.tidings.alerting.Alert.Channel;
import dev.tidings.alerting.Alert.DeliveryOutcome;
import dev.tidings.alerting.AlertRules.Target;
import dev.tidings.database.EnumColumn;
import dev.tidings.database.SystemPool;
import dev.tidings.database.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** The table {@code alert}: changes of state that are announced. */
@Repository
public class Alerts {
    private final SystemPool connection;
    private final InstantSource clock;

    Alerts(SystemPool connection, InstantSource clock) {
        this.connection = connection;
        this.clock = clock;
    }

    /** The open alerts, newest first. */
    public List<Alert> open() {
        return withDeliveries(connection
                .jdbc()
                .sql("select * from alert where closed_at is null order by id desc")
                .query(Alerts::row)
                .list());
    }

    /**
     * All kept alerts, newest first.
     *
     * @param before only those with a smaller id, or null to begin with the newest
     */
    public List<Alert> list(@Nullable Long before, int limit) {
        return withDeliveries(connection
                .jdbc()
                .sql("select * from alert where :before::bigint is null or id < :before order by id desc limit :limit")
                .param("before", before)
                .param("limit", limit)
                .query(Alerts::row)
                .list());
    }

    /** Acknowledges an open alert, which ends its reminders. False if it is not open or was acknowledged before. */
    public boolean acknowledge(long id) {
        return connection
                        .jdbc()
                        .sql("""
                                update alert set acknowledged_at = :now
                                where id = :id and closed_at is null and acknowledged_at is null
                                """)
                        .param("id", id)
                        .param("now", Timestamps.toParameter(clock.instant()))
                        .update()
                == 1;
    }

    /** Opens an alert that replaces the check's last one. It is delivered from {@code dueAt} on. */
    public void raise(AlertCondition condition, Severity previous, List<Target> targets, Instant dueAt) {
        connection
                .jdbc()
                .sql("""
                        update alert set closed_at = :now
                        where check_name = :name and subject = :subject and node = :node and closed_at is null
                        """)
                .param("name", condition.name())
                .param("subject", condition.subject())
                .param("node", condition.node())
                .param("now", Timestamps.toParameter(condition.observedAt()))
                .update();
        long id = connection
                .jdbc()
                .sql("""
                        insert into alert (check_name, subject, node, previous_state, state, message, raised_at,
                            last_notified_at, closed_at)
                        values (:name, :subject, :node, :previous, :state, :message, :now, :due,
                                case when :quiet then :now::timestamptz end)
                        returning id
                        """)
                .param("name", condition.name())
                .param("subject", condition.subject())
                .param("node", condition.node())
                .param("previous", previous.code())
                .param("state", condition.state().code())
                .param("quiet", condition.state().isQuiet())
                .param("message", condition.message())
                .param("now", Timestamps.toParameter(condition.observedAt()))
                .param("due", Timestamps.toParameter(dueAt))
                .query(Long.class)
                .single();
        addDeliveries(id, 1, targets, dueAt);
    }

    /** Starts another notification round for each open critical alert that is not acknowledged. */
    void remind(Instant now, Duration every, List<Target> targets) {
        record Reminder(long id, int round) {}
        List<Reminder> reminders = connection
                .jdbc()
                .sql("""
                        update alert set notification_round = notification_round + 1, last_notified_at = :now
                        where closed_at is null and state = 'critical' and acknowledged_at is null
                            and last_notified_at <= :before
                        returning id, notification_round
                        """)
                .param("now", Timestamps.toParameter(now))
                .param("before", Timestamps.toParameter(now.minus(every)))
                .query((row, number) -> new Reminder(row.getLong("id"), row.getInt("notification_round")))
                .list();
        reminders.forEach(reminder -> addDeliveries(reminder.id(), reminder.round(), targets, now));
    }

    private void addDeliveries(long id, int round, List<Target> targets, Instant dueAt) {
        connection
                .jdbc()
                .sql("""
                        insert into alert_delivery (alert_id, notification_round, channel, target, next_attempt_at)
                        select :id, :round, channel, target, :due
                        from unnest(:channels::text[], :targets::text[]) as t (channel, target)
                        on conflict (alert_id, notification_round, channel, target) do nothing
                        """)
                .param("id", id)
                .param("round", round)
                .param("due", Timestamps.toParameter(dueAt))
                .param(
                        "channels",
                        targets.stream()
                                .map(target -> target.channel().name().toLowerCase(Locale.ROOT))
                                .toArray(String[]::new))
                .param("targets", targets.stream().map(Target::name).toArray(String[]::new))
                .update();
    }

    /** Closes the check's open alerts about other subjects. */
    public void closeOthers(String name, String node, List<String> subjects, Instant now) {
        connection
                .jdbc()
                .sql("""
                        update alert set closed_at = :now
                        where closed_at is null and check_name = :name and node = :node and subject <> all (:subjects::text[])
                        """)
                .param("name", name)
                .param("node", node)
                .param("subjects", subjects.toArray(String[]::new))
                .param("now", Timestamps.toParameter(now))
                .update();
    }

    /** Closes the open alerts about a removed node. */
    public void closeOfNode(String node, Instant now) {
        connection
                .jdbc()
                .sql("update alert set closed_at = :now where closed_at is null and node = :node and node <> ''")
                .param("node", node)
                .param("now", Timestamps.toParameter(now))
                .update();
    }

    private List<Alert> withDeliveries(List<Alert> alerts) {
        record DeliveryOfAlert(long alertId, AlertDeliveryStatus delivery) {}
        List<DeliveryOfAlert> deliveries = connection
                .jdbc()
                .sql("""
                        select * from alert_delivery
                        where alert_id = any(:ids::bigint[]) and channel in ('mail', 'webhook')
                        order by id
                        """)
                .param("ids", alerts.stream().map(Alert::id).toArray(Long[]::new))
                .query((row, number) -> new DeliveryOfAlert(row.getLong("alert_id"), delivery(row)))
                .list();
        return alerts.stream()
                .map(alert -> alert.withDeliveries(deliveries.stream()
                        .filter(delivery -> delivery.alertId() == alert.id())
                        .map(DeliveryOfAlert::delivery)
                        .toList()))
                .toList();
    }

    static Alert row(ResultSet row, int number) throws SQLException {
        return new Alert(
                row.getLong("id"),
                row.getString("check_name"),
                row.getString("subject"),
                row.getString("node"),
                Severity.ofCode(row.getString("previous_state")),
                Severity.ofCode(row.getString("state")),
                row.getString("message"),
                Timestamps.read(row, "raised_at"),
                row.getInt("notification_round"),
                Timestamps.readNullable(row, "acknowledged_at"),
                Timestamps.readNullable(row, "closed_at"),
                List.of());
    }

    private static AlertDeliveryStatus delivery(ResultSet row) throws SQLException {
        String outcome = row.getString("outcome");
        return new AlertDeliveryStatus(
                row.getInt("notification_round"),
                Channel.valueOf(row.getString("channel").toUpperCase(Locale.ROOT)),
                row.getString("target"),
                row.getInt("attempt"),
                Timestamps.read(row, "next_attempt_at"),
                outcome == null ? null : EnumColumn.read(row, "outcome", DeliveryOutcome.UNKNOWN),
                row.getString("last_response"),
                Timestamps.readNullable(row, "settled_at"));
    }

    /** Deletes at most {@code batch} closed alerts raised before that instant. Returns how many it deleted. */
    public int prune(Instant before, int batch) {
        return connection
                .jdbc()
                .sql("""
                        delete from alert
                        where id in (select id from alert where raised_at < :before and closed_at is not null limit :batch)
                        """)
                .param("before", Timestamps.toParameter(before))
                .param("batch", batch)
                .update();
    }
}
