package dev.tidings.ledger;

import dev.tidings.database.Timestamps;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Letters that were handed to a transport, and the times of the first open and the first click in {@code digest_log}. */
@Repository
public class LetterActivity {
    /**
     * A letter that was handed to a transport.
     *
     * @param test whether it is a test letter
     * @param sentAt when it was handed over
     */
    public record HandedOverLetter(long id, String userId, String digest, boolean test, Instant sentAt) {}

    private final JdbcClient jdbc;

    LetterActivity(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The letter, if it was handed to a transport. It can be opened before its delivery is settled. */
    public Optional<HandedOverLetter> find(long letterId) {
        return jdbc.sql("""
                        select id, user_id, digest, kind, coalesce(sent_at, created_at) as sent_at
                        from digest_log where id = :letter and status <> 'skipped'
                        union all
                        select id, user_id, digest, kind, handed_over_at
                        from owed_letter where id = :letter and handed_over_at is not null
                        limit 1
                        """)
                .param("letter", letterId)
                .query((row, number) -> new HandedOverLetter(
                        row.getLong("id"),
                        row.getString("user_id"),
                        row.getString("digest"),
                        row.getString("kind").equals("test"),
                        Timestamps.read(row, "sent_at")))
                .optional();
    }

    /** Whether a letter of the digest was handed over for the user at or after that instant. */
    public boolean wasHandedOver(String userId, String digest, Instant since) {
        return jdbc.sql("""
                        select exists (
                            select from digest_log
                            where user_id = :user and digest = :digest and created_at >= :since and status <> 'skipped'
                              and coalesce(sent_at, created_at) >= :since)
                        or exists (
                            select from owed_letter where user_id = :user and digest = :digest and handed_over_at >= :since)
                        """)
                .param("user", userId)
                .param("digest", digest)
                .param("since", Timestamps.toParameter(since))
                .query(Boolean.class)
                .single();
    }

    /** Sets {@code opened_at} if it is empty. */
    public void recordOpen(long letterId, Instant at) {
        jdbc.sql("update digest_log set opened_at = :at where id = :letter and opened_at is null")
                .param("letter", letterId)
                .param("at", Timestamps.toParameter(at))
                .update();
    }

    /** Sets {@code opened_at} and {@code clicked_at} if they are empty. */
    public void recordClick(long letterId, Instant at) {
        jdbc.sql("""
                        update digest_log
                        set opened_at = coalesce(opened_at, :at), clicked_at = coalesce(clicked_at, :at)
                        where id = :letter and (opened_at is null or clicked_at is null)
                        """)
                .param("letter", letterId)
                .param("at", Timestamps.toParameter(at))
                .update();
    }

    /**
     * Replaces {@code opened_at} and {@code clicked_at} if one of them is the time of an event that turned out to be a
     * machine's.
     *
     * @param machineTimes times of those events
     */
    public void replace(
            long letterId, Collection<Instant> machineTimes, @Nullable Instant openedAt, @Nullable Instant clickedAt) {
        jdbc.sql("""
                        update digest_log set opened_at = :opened::timestamptz, clicked_at = :clicked::timestamptz
                        where id = :letter
                          and (opened_at = any (:machine::timestamptz[]) or clicked_at = any (:machine::timestamptz[]))
                        """)
                .param("letter", letterId)
                .param("opened", openedAt == null ? null : openedAt.toString())
                .param("clicked", clickedAt == null ? null : clickedAt.toString())
                .param("machine", machineTimes.stream().map(Instant::toString).toArray(String[]::new))
                .update();
    }
}
