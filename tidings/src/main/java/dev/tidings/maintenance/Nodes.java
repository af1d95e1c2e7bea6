package dev.tidings.maintenance;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Repository;

/** The tables {@code node} and {@code watched_digest}: who serves, and what they are expected to send. */
@Repository
class Nodes {
    private final WatchConnection connection;

    Nodes(WatchConnection connection) {
        this.connection = connection;
    }

    /** By the database's clock: a node whose own clock is wrong is there all the same, and must be able to say so. */
    void seen(String node) {
        connection.jdbc().sql("""
                        insert into node (id, started_at, seen_at) values (:id, now(), now())
                        on conflict (id) do update set seen_at = excluded.seen_at
                        """).param("id", node).update();
    }

    /** Strikes out nodes that were not seen for so long; returns them. */
    List<String> strikeOut(Duration silence) {
        return connection
                .jdbc()
                .sql("delete from node where seen_at < now() - make_interval(secs => :seconds) returning id")
                .param("seconds", silence.toSeconds())
                .query((row, number) -> row.getString("id"))
                .list();
    }

    void strikeOut(String node) {
        connection
                .jdbc()
                .sql("delete from node where id = :id")
                .param("id", node)
                .update();
    }

    /**
     * Notes that a clock is expected to send these digests.
     *
     * @param forgotten what was not noted since then is expected anew, from now on
     */
    void expect(List<String> digests, Instant now, Instant forgotten) {
        connection
                .jdbc()
                .sql("""
                        insert into watched_digest as w (digest, since, seen_at)
                        select digest, :now, :now from unnest(:digests::text[]) as digest
                        on conflict (digest) do update
                        set seen_at = excluded.seen_at,
                            since = case when w.seen_at < :forgotten then excluded.since else w.since end
                        """)
                .param("digests", digests.toArray(String[]::new))
                .param("now", Rows.time(now))
                .param("forgotten", Rows.time(forgotten))
                .update();
    }

    /** A digest that is expected to go out, and since when. */
    record Expected(String digest, Instant since) {}

    List<Expected> expected(Instant forgotten) {
        return connection
                .jdbc()
                .sql("select digest, since from watched_digest where seen_at >= :forgotten order by digest")
                .param("forgotten", Rows.time(forgotten))
                .query((row, number) -> new Expected(row.getString("digest"), Rows.instant(row, "since")))
                .list();
    }
}
