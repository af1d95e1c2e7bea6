package dev.tidings.recommender;

import dev.tidings.database.Timestamps;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Deletes old picks. A pick of a live opportunity stays: it keeps the opportunity from being sent again. */
@Repository
public class PickRetention {
    private final JdbcClient jdbc;

    PickRetention(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Deletes at most {@code batch} picks made before that instant. Returns how many it deleted. */
    public int prune(Instant before, int batch) {
        return jdbc.sql("""
                        delete from pick
                        where (user_id, opportunity_id) in (
                            select p.user_id, p.opportunity_id
                            from pick p join opportunity o on o.id = p.opportunity_id
                            where p.picked_at < :before and o.status <> 'live' limit :batch)
                        """)
                .param("before", Timestamps.toParameter(before))
                .param("batch", batch)
                .update();
    }
}
