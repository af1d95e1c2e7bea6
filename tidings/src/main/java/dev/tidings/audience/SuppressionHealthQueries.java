package dev.tidings.audience;

import dev.tidings.audience.Suppression.SuppressionReason;
import dev.tidings.database.SystemPool;
import dev.tidings.database.Timestamps;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Repository;

/** Reads suppressed users for health checks, over their own connection pool. */
@Repository
public class SuppressionHealthQueries {
    public record SuppressedUser(String userId, String address) {
        @Override
        public String toString() {
            return "SuppressedUser[" + userId + "]";
        }
    }

    private final SystemPool connection;

    SuppressionHealthQueries(SystemPool connection) {
        this.connection = connection;
    }

    /** Whether any address is suppressed for that reason. */
    public boolean everSuppressed(SuppressionReason reason) {
        return connection
                .jdbc()
                .sql("select exists (select from suppression where reason = :reason)")
                .param("reason", reason.columnValue())
                .query(Boolean.class)
                .single();
    }

    /** Users whose address was suppressed for that reason since then. */
    public List<SuppressedUser> suppressedSince(SuppressionReason reason, Instant since) {
        return connection
                .jdbc()
                .sql("""
                        select u.id, s.address
                        from suppression s join users u on lower(u.email) = s.address
                        where s.reason = :reason and s.created_at >= :since
                        """)
                .param("reason", reason.columnValue())
                .param("since", Timestamps.toParameter(since))
                .query((row, number) -> new SuppressedUser(row.getString("id"), row.getString("address")))
                .list();
    }
}
