package dev.tidings.health;

import dev.tidings.database.DatabaseFault;
import dev.tidings.database.SqlErrorClassifier;
import dev.tidings.database.SystemPool;
import dev.tidings.database.Timestamps;
import dev.tidings.health.Repair.RepairAction;
import dev.tidings.settings.NodeName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Repository;

/** The table {@code repair}: automatic repairs. */
@Repository
public class Repairs {
    private static final Logger log = LoggerFactory.getLogger(Repairs.class);

    private final SystemPool connection;
    private final NodeName node;
    private final InstantSource clock;

    Repairs(SystemPool connection, NodeName node, InstantSource clock) {
        this.connection = connection;
        this.node = node;
        this.clock = clock;
    }

    /** The newest first. */
    public List<Repair> newest(int limit) {
        return connection
                .jdbc()
                .sql("""
                        select * from repair where action in ('rescue', 'prune', 'vacuum')
                        order by id desc
                        limit :limit
                        """)
                .param("limit", limit)
                .query(Repairs::row)
                .list();
    }

    public void recordDone(RepairAction action, String subject, long amount, String message) {
        log.info("{} {}: {}", action, subject, message);
        add(action, subject, true, amount, message);
    }

    /** Records a failed repair. One that only found the database unavailable is logged: it runs again. */
    public void recordFailed(RepairAction action, String subject, RuntimeException failure) {
        if (SqlErrorClassifier.isUnavailable(failure)) {
            log.warn("{} {} postponed, database unavailable: {}", action, subject, DatabaseFault.describe(failure));
            return;
        }
        log.error("{} {} failed", action, subject, failure);
        add(
                action,
                subject,
                false,
                0,
                "It failed (" + failure.getClass().getSimpleName() + "): the node's log says why");
    }

    private void add(RepairAction action, String subject, boolean done, long amount, String message) {
        connection
                .jdbc()
                .sql("""
                        insert into repair (action, subject, outcome, affected_count, message, node, repaired_at)
                        values (:action, :subject, :outcome, :amount, :message, :node, :now)
                        """)
                .param("action", action.name().toLowerCase(Locale.ROOT))
                .param("subject", subject)
                .param("outcome", done ? "done" : "failed")
                .param("amount", amount)
                .param("message", message)
                .param("node", node.value())
                .param("now", Timestamps.toParameter(clock.instant()))
                .update();
    }

    /** Whether the repair was done or tried since then. */
    boolean triedSince(RepairAction action, String subject, Instant since) {
        return connection
                .jdbc()
                .sql(
                        "select exists (select from repair where action = :action and subject = :subject and repaired_at > :since)")
                .param("action", action.name().toLowerCase(Locale.ROOT))
                .param("subject", subject)
                .param("since", Timestamps.toParameter(since))
                .query(Boolean.class)
                .single();
    }

    private static Repair row(ResultSet row, int number) throws SQLException {
        return new Repair(
                row.getLong("id"),
                RepairAction.valueOf(row.getString("action").toUpperCase(Locale.ROOT)),
                row.getString("subject"),
                row.getString("outcome").equals("done"),
                row.getLong("affected_count"),
                row.getString("message"),
                row.getString("node"),
                Timestamps.read(row, "repaired_at"));
    }

    /** Deletes at most {@code batch} repairs before that instant. Returns how many it deleted. */
    public int prune(Instant before, int batch) {
        return connection
                .jdbc()
                .sql("""
                        delete from repair
                        where id in (select id from repair where repaired_at < :before limit :batch)
                        """)
                .param("before", Timestamps.toParameter(before))
                .param("batch", batch)
                .update();
    }
}
