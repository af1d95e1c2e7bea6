package dev.tidings.edition;

import dev.tidings.database.Timestamps;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The edition's part of a retry. */
@Repository
class RetriedEditions {
    private final JdbcClient jdbc;

    RetriedEditions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Gives an edition and its waves a new deadline, and opens it again if it is closed. Its content is pruned again
     * after it closes. Returns whether it was closed.
     *
     * @param now from when its letters can leave
     * @param sendBy the earliest deadline that it gets
     */
    boolean reopen(long id, Instant now, Instant sendBy) {
        return jdbc.sql("""
                        with before as (
                            select id, status = 'closed' as closed from edition where id = :id for update
                        ), reopened as (
                            update edition e
                            set status = case when b.closed then 'open' else e.status end, closed_at = null, content_pruned_at = null,
                                letters_pruned_at = null, admitted_at = :now, warning = null,
                                send_deadline_at = greatest(e.send_deadline_at, :sendBy)
                            from before b where e.id = b.id
                        ), extended as (
                            update edition_wave w set send_deadline_at = greatest(w.send_deadline_at, :sendBy)
                            where w.edition_id = :id
                        )
                        select closed from before
                        """)
                .param("id", id)
                .param("sendBy", Timestamps.toParameter(sendBy))
                .param("now", Timestamps.toParameter(now))
                .query(Boolean.class)
                .single();
    }
}
