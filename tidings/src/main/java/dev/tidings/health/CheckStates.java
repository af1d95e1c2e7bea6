package dev.tidings.health;

import dev.tidings.alerting.Severity;
import dev.tidings.database.SystemPool;
import dev.tidings.database.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** The table {@code health_check}: the last findings of all checks. */
@Repository
class CheckStates {
    /** @param lastAlerted the state in the last alert */
    record PreviousState(Severity state, Severity lastAlerted, Instant since, Instant changedAt) {}

    /** @param node empty if every node would find the same */
    record CheckKey(String name, String subject, String node) {}

    private final SystemPool connection;

    CheckStates(SystemPool connection) {
        this.connection = connection;
    }

    /** Returns the check's previous state, ok if there is none, and locks its row until the transaction ends. */
    PreviousState lock(CheckKey key, Instant now) {
        connection
                .jdbc()
                .sql("""
                        insert into health_check (name, subject, node, state, message, ok_changed_at, state_changed_at,
                            checked_at)
                        values (:name, :subject, :node, 'ok', '', :now, :now, :now)
                        on conflict (name, subject, node) do nothing
                        """)
                .param("name", key.name())
                .param("subject", key.subject())
                .param("node", key.node())
                .param("now", Timestamps.toParameter(now))
                .update();
        return connection
                .jdbc()
                .sql("""
                        select state, last_alerted_state, ok_changed_at, state_changed_at from health_check
                        where name = :name and subject = :subject and node = :node
                        for update
                        """)
                .param("name", key.name())
                .param("subject", key.subject())
                .param("node", key.node())
                .query((row, number) -> new PreviousState(
                        Severity.ofCode(row.getString("state")),
                        Severity.ofCode(row.getString("last_alerted_state")),
                        Timestamps.read(row, "ok_changed_at"),
                        Timestamps.read(row, "state_changed_at")))
                .single();
    }

    void store(CheckState check, Severity lastAlerted) {
        Measure measure = check.measure();
        connection
                .jdbc()
                .sql("""
                        update health_check
                        set state = :state, last_alerted_state = :last_alerted, message = :message, value = :value,
                            threshold = :threshold, unit = :unit, ok_changed_at = :since, state_changed_at = :changed,
                            checked_at = :checked
                        where name = :name and subject = :subject and node = :node
                        """)
                .param("name", check.name())
                .param("subject", check.subject())
                .param("node", check.node())
                .param("state", check.state().code())
                .param("last_alerted", lastAlerted.code())
                .param("message", check.message())
                .param("value", measure == null ? null : measure.value())
                .param("threshold", measure == null ? null : measure.threshold())
                .param("unit", measure == null ? null : measure.unit())
                .param("since", Timestamps.toParameter(check.since()))
                .param("changed", Timestamps.toParameter(check.changedAt()))
                .param("checked", Timestamps.toParameter(check.checkedAt()))
                .update();
    }

    List<String> subjects(String name, String node) {
        return connection
                .jdbc()
                .sql("select subject from health_check where name = :name and node = :node order by subject")
                .param("name", name)
                .param("node", node)
                .query((row, number) -> row.getString("subject"))
                .list();
    }

    /** Deletes the check's findings on other subjects. */
    void deleteOthers(String name, String node, List<String> subjects) {
        connection
                .jdbc()
                .sql("""
                        delete from health_check
                        where name = :name and node = :node and subject <> all (:subjects::text[])
                        """)
                .param("name", name)
                .param("node", node)
                .param("subjects", subjects.toArray(String[]::new))
                .update();
    }

    /** Deletes a node's findings. */
    void deleteOfNode(String node) {
        connection
                .jdbc()
                .sql("delete from health_check where node = :node and node <> ''")
                .param("node", node)
                .update();
    }

    /** Returns all states, the worst first. */
    List<CheckState> all() {
        return connection.jdbc().sql("""
                        select * from health_check
                        order by array_position(array['critical', 'warning', 'unknown', 'not_measured', 'ok'], state), name, subject, node
                        """).query(CheckStates::row).list();
    }

    private static CheckState row(ResultSet row, int number) throws SQLException {
        return new CheckState(
                row.getString("name"),
                row.getString("subject"),
                row.getString("node"),
                Severity.ofCode(row.getString("state")),
                row.getString("message"),
                measure(row),
                Timestamps.read(row, "ok_changed_at"),
                Timestamps.read(row, "state_changed_at"),
                Timestamps.read(row, "checked_at"));
    }

    private static @Nullable Measure measure(ResultSet row) throws SQLException {
        String unit = row.getString("unit");
        return unit == null ? null : new Measure(row.getDouble("value"), row.getDouble("threshold"), unit);
    }
}
