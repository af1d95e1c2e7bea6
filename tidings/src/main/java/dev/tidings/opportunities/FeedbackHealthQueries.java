package dev.tidings.opportunities;

import dev.tidings.database.SystemPool;
import dev.tidings.database.Timestamps;
import java.time.Instant;
import org.springframework.stereotype.Repository;

/** Reads feedback for health checks, over their own connection pool. */
@Repository
public class FeedbackHealthQueries {
    private final SystemPool connection;

    FeedbackHealthQueries(SystemPool connection) {
        this.connection = connection;
    }

    /** Clicks by people from {@code from} to before {@code to}. */
    public long clicks(Instant from, Instant to) {
        return connection
                .jdbc()
                .sql("""
                        select count(*) from opportunity_feedback
                        where kind = 'clicked' and not by_machine and occurred_at >= :from and occurred_at < :to
                        """)
                .param("from", Timestamps.toParameter(from))
                .param("to", Timestamps.toParameter(to))
                .query(Long.class)
                .single();
    }
}
