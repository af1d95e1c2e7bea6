package dev.tidings.health;

import dev.tidings.database.SystemPool;
import dev.tidings.database.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Repository;

/**
 * The tables {@code node} and {@code scheduled_digest}: live nodes, and the digests that they are expected to send.
 */
@Repository
class Nodes {
    private final SystemPool connection;

    Nodes(SystemPool connection) {
        this.connection = connection;
    }

    /** Records a heartbeat by the database's clock: a node with a wrong clock must still be able to report it. */
    void recordHeartbeat(String node) {
        connection.jdbc().sql("""
                        insert into node (id, started_at, last_seen_at) values (:id, now(), now())
                        on conflict (id) do update set last_seen_at = excluded.last_seen_at
                        """).param("id", node).update();
    }

    /** Removes nodes without a heartbeat for this long and returns them. */
    List<String> remove(Duration silence) {
        return connection
                .jdbc()
                .sql("delete from node where last_seen_at < now() - make_interval(secs => :seconds) returning id")
                .param("seconds", silence.toSeconds())
                .query((row, number) -> row.getString("id"))
                .list();
    }

    void remove(String node) {
        connection
                .jdbc()
                .sql("delete from node where id = :id")
                .param("id", node)
                .update();
    }

    /**
     * Registers digests that a node is expected to send.
     *
     * @param forgotten digests last registered before this time are expected from now on again
     */
    void registerDigests(List<String> digests, Instant now, Instant forgotten) {
        connection
                .jdbc()
                .sql("""
                        insert into scheduled_digest as d (digest, first_seen_at, last_seen_at)
                        select digest, :now, :now from unnest(:digests::text[]) as digest
                        on conflict (digest) do update
                        set last_seen_at = excluded.last_seen_at,
                            first_seen_at = case when d.last_seen_at < :forgotten then excluded.first_seen_at
                                                 else d.first_seen_at end
                        """)
                .param("digests", digests.toArray(String[]::new))
                .param("now", Timestamps.toParameter(now))
                .param("forgotten", Timestamps.toParameter(forgotten))
                .update();
    }

    /** A digest that is expected to be sent, and since when. */
    record WatchedDigest(String digest, Instant since) {}

    List<WatchedDigest> watchedDigests(Instant forgotten) {
        return connection
                .jdbc()
                .sql(
                        "select digest, first_seen_at from scheduled_digest where last_seen_at >= :forgotten order by digest")
                .param("forgotten", Timestamps.toParameter(forgotten))
                .query((row, number) ->
                        new WatchedDigest(row.getString("digest"), Timestamps.read(row, "first_seen_at")))
                .list();
    }
}
