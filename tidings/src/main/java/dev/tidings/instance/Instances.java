package dev.tidings.instance;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables {@code instance} and {@code instance_host}. Their times are the server's own, and only to be shown. */
@Repository
class Instances {
    private final JdbcClient jdbc;

    Instances(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    OwnershipSnapshot readSnapshot(String host) {
        DatabaseFingerprint fingerprint = fingerprint();
        return jdbc.sql("""
                        select i.*, h.beats, o.holders, o.beats as their_beats
                        from (select coalesce(array_agg(host order by host), '{}') as holders, coalesce(sum(beats), 0) as beats
                              from instance_host where held and host <> :host) o
                        left join instance i on true
                        left join instance_host h on h.host = :host
                        """)
                .param("host", host)
                .query((row, number) -> new OwnershipSnapshot(
                        fingerprint,
                        adoption(row),
                        row.getObject("beats", Long.class),
                        List.of((String[]) row.getArray("holders").getArray()),
                        row.getLong("their_beats")))
                .single();
    }

    private DatabaseFingerprint fingerprint() {
        boolean allowed = jdbc.sql("select has_function_privilege('pg_control_system()', 'execute')")
                .query((row, number) -> row.getBoolean(1))
                .single();
        String cluster = allowed
                ? jdbc.sql("select system_identifier::text as identifier from pg_control_system()")
                        .query((row, number) -> row.getString("identifier"))
                        .single()
                : "";
        return jdbc.sql("""
                        select oid::bigint as database, 'instance'::regclass::oid::bigint as relation
                        from pg_database where datname = current_database()
                        """)
                .query((row, number) ->
                        new DatabaseFingerprint(cluster, row.getLong("database"), row.getLong("relation")))
                .single();
    }

    private static @Nullable Adoption adoption(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        if (id == null) {
            return null;
        }
        DatabaseFingerprint as =
                new DatabaseFingerprint(row.getString("cluster"), row.getLong("database"), row.getLong("relation"));
        return new Adoption(
                id, as, row.getObject("adopted_at", OffsetDateTime.class).toInstant(), row.getString("adopted_by"));
    }

    /** Adopts the database as it is now, unless somebody did meanwhile. */
    void adoptFirst(DatabaseFingerprint fingerprint, String host) {
        jdbc.sql("""
                        insert into instance (id, cluster, database, relation, adopted_at, adopted_by)
                        values (gen_random_uuid(), :cluster, :database, :relation, clock_timestamp(), :host)
                        on conflict (one) do nothing
                        """)
                .param("cluster", fingerprint.cluster())
                .param("database", fingerprint.database())
                .param("relation", fingerprint.relation())
                .param("host", host)
                .update();
    }

    /** Adopts the database as it is now, whoever held it. */
    void adoptAnew(String host) {
        jdbc.sql("delete from instance").update();
        jdbc.sql("delete from instance_host").update();
        adoptFirst(fingerprint(), host);
    }

    /** Returns how often this host has renewed its hold, this time included. */
    long renew(String host) {
        return jdbc.sql("""
                        insert into instance_host as h (host, held, beats, renewed_at) values (:host, true, 1, clock_timestamp())
                        on conflict (host) do update set held = true, beats = h.beats + 1, renewed_at = excluded.renewed_at
                        returning beats
                        """)
                .param("host", host)
                .query((row, number) -> row.getLong("beats"))
                .single();
    }

    void release(String host) {
        jdbc.sql("update instance_host set held = false where host = :host")
                .param("host", host)
                .update();
    }
}
