package dev.tidings.audience;

import dev.tidings.database.SystemPool;
import dev.tidings.database.Timestamps;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Repository;

/** Reads the table {@code consent} for health checks, over their own connection pool. */
@Repository
public class ConsentHealthQueries {
    private static final int LIMIT = 10_000;

    /** An opt-out by a visit of the link in a letter. */
    public record OptOutByLink(String userId, String digest, Instant at) {}

    private final SystemPool connection;

    ConsentHealthQueries(SystemPool connection) {
        this.connection = connection;
    }

    /** The newest opt-outs by link since then, at most ten thousand. */
    public List<OptOutByLink> optOutsByLink(Instant since) {
        return connection
                .jdbc()
                .sql("""
                        select user_id, digest, recorded_at
                        from consent
                        where source = 'link' and not opt_in and recorded_at >= :since and digest is not null
                        order by recorded_at desc
                        limit :limit
                        """)
                .param("since", Timestamps.toParameter(since))
                .param("limit", LIMIT)
                .query((row, number) -> new OptOutByLink(
                        row.getString("user_id"), row.getString("digest"), Timestamps.read(row, "recorded_at")))
                .list();
    }
}
