package dev.tidings.instance;

import dev.tidings.database.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The tables {@code instance} and {@code instance_host}. Their times come from the server and are for display only.
 */
@Repository
class Instances {
    private final JdbcClient jdbc;

    Instances(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    OwnershipSnapshot readSnapshot(String host) {
        DatabaseFingerprint fingerprint = fingerprint();
        return jdbc.sql("""
                        select i.*, h.heartbeat_count, o.hosts, o.heartbeat_count as others_heartbeat_count
                        from (select coalesce(array_agg(host order by host), '{}') as hosts,
                                     coalesce(sum(heartbeat_count), 0) as heartbeat_count
                              from instance_host where active and host <> :host) o
                        left join instance i on true
                        left join instance_host h on h.host = :host
                        """)
                .param("host", host)
                .query((row, number) -> new OwnershipSnapshot(
                        fingerprint,
                        adoption(row),
                        row.getObject("heartbeat_count", Long.class),
                        List.of((String[]) row.getArray("hosts").getArray()),
                        row.getLong("others_heartbeat_count")))
                .single();
    }

    private DatabaseFingerprint fingerprint() {
        boolean allowed = jdbc.sql("select has_function_privilege('pg_control_system()', 'execute')")
                .query((row, number) -> row.getBoolean(1))
                .single();
        String cluster = allowed
                ? jdbc.sql("select system_identifier::text from pg_control_system()")
                        .query((row, number) -> row.getString("system_identifier"))
                        .single()
                : "";
        return jdbc.sql("""
                        select oid::bigint as database_oid, 'instance'::regclass::oid::bigint as table_oid
                        from pg_database where datname = current_database()
                        """)
                .query((row, number) ->
                        new DatabaseFingerprint(cluster, row.getLong("database_oid"), row.getLong("table_oid")))
                .single();
    }

    private static @Nullable Adoption adoption(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        if (id == null) {
            return null;
        }
        DatabaseFingerprint as = new DatabaseFingerprint(
                row.getString("system_identifier"), row.getLong("database_oid"), row.getLong("table_oid"));
        return new Adoption(id, as, Timestamps.read(row, "adopted_at"), row.getString("adopted_by"));
    }

    /** Adopts the database in its current state, unless it was adopted meanwhile. */
    void adoptFirst(DatabaseFingerprint fingerprint, String host) {
        jdbc.sql("""
                        insert into instance (id, system_identifier, database_oid, table_oid, adopted_at, adopted_by)
                        values (gen_random_uuid(), :cluster, :database, :relation, clock_timestamp(), :host)
                        on conflict (singleton) do nothing
                        """)
                .param("cluster", fingerprint.cluster())
                .param("database", fingerprint.database())
                .param("relation", fingerprint.relation())
                .param("host", host)
                .update();
    }

    /** Adopts the database in its current state, even if another host holds it. */
    void adoptAnew(String host) {
        jdbc.sql("delete from instance").update();
        jdbc.sql("delete from instance_host").update();
        adoptFirst(fingerprint(), host);
    }

    /** Renews this host's hold and returns how often it has renewed it. */
    long renew(String host) {
        return jdbc.sql("""
                        insert into instance_host as h (host, active, heartbeat_count, last_heartbeat_at)
                        values (:host, true, 1, clock_timestamp())
                        on conflict (host) do update
                        set active = true, heartbeat_count = h.heartbeat_count + 1,
                            last_heartbeat_at = excluded.last_heartbeat_at
                        returning heartbeat_count
                        """)
                .param("host", host)
                .query((row, number) -> row.getLong("heartbeat_count"))
                .single();
    }

    void release(String host) {
        jdbc.sql("update instance_host set active = false where host = :host")
                .param("host", host)
                .update();
    }
}
