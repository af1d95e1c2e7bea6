package dev.tidings.maintenance;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** The table {@code health_check}: what every check found last. */
@Repository
class HealthStates {
    /** @param told the state that an alert spoke of last */
    record Told(State state, State told, Instant since, Instant changedAt) {}

    /** @param node empty where every node would find the same */
    record Key(String name, String subject, String node) {}

    private final WatchConnection connection;

    HealthStates(WatchConnection connection) {
        this.connection = connection;
    }

    /** What is known of the check, well until now if nothing was; its row is locked until the transaction ends. */
    Told lock(Key key, Instant now) {
        connection
                .jdbc()
                .sql("""
                        insert into health_check (name, subject, node, state, message, since, changed_at, checked_at)
                        values (:name, :subject, :node, 'ok', '', :now, :now, :now)
                        on conflict (name, subject, node) do nothing
                        """)
                .param("name", key.name())
                .param("subject", key.subject())
                .param("node", key.node())
                .param("now", Rows.time(now))
                .update();
        return connection
                .jdbc()
                .sql("""
                        select state, told, since, changed_at from health_check
                        where name = :name and subject = :subject and node = :node
                        for update
                        """)
                .param("name", key.name())
                .param("subject", key.subject())
                .param("node", key.node())
                .query((row, number) -> new Told(
                        Rows.state(row, "state"),
                        Rows.state(row, "told"),
                        Rows.instant(row, "since"),
                        Rows.instant(row, "changed_at")))
                .single();
    }

    void store(CheckState check, State told) {
        Measure measure = check.measure();
        connection
                .jdbc()
                .sql("""
                        update health_check
                        set state = :state, told = :told, message = :message, value = :value, threshold = :threshold,
                            unit = :unit, since = :since, changed_at = :changed, checked_at = :checked
                        where name = :name and subject = :subject and node = :node
                        """)
                .param("name", check.name())
                .param("subject", check.subject())
                .param("node", check.node())
                .param("state", check.state().word())
                .param("told", told.word())
                .param("message", check.message())
                .param("value", measure == null ? null : measure.value())
                .param("threshold", measure == null ? null : measure.threshold())
                .param("unit", measure == null ? null : measure.unit())
                .param("since", Rows.time(check.since()))
                .param("changed", Rows.time(check.changedAt()))
                .param("checked", Rows.time(check.checkedAt()))
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

    /** Forgets what the check said of all other subjects. */
    void keepOnly(String name, String node, List<String> subjects) {
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

    /** Forgets what a node said of itself. */
    void forget(String node) {
        connection
                .jdbc()
                .sql("delete from health_check where node = :node and node <> ''")
                .param("node", node)
                .update();
    }

    /** The worst first. */
    List<CheckState> all() {
        return connection.jdbc().sql("""
                        select * from health_check
                        order by array_position(array['critical', 'warning', 'unknown', 'ok'], state), name, subject, node
                        """).query(HealthStates::row).list();
    }

    private static CheckState row(ResultSet row, int number) throws SQLException {
        return new CheckState(
                row.getString("name"),
                row.getString("subject"),
                row.getString("node"),
                Rows.state(row, "state"),
                row.getString("message"),
                measure(row),
                Rows.instant(row, "since"),
                Rows.instant(row, "changed_at"),
                Rows.instant(row, "checked_at"));
    }

    private static @Nullable Measure measure(ResultSet row) throws SQLException {
        String unit = row.getString("unit");
        return unit == null ? null : new Measure(row.getDouble("value"), row.getDouble("threshold"), unit);
    }
}
