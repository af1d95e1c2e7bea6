package dev.tidings.ledger;

import dev.tidings.database.Timestamps;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The letters of the recipients of an edition, or of one of its waves, who get theirs before the others. */
@Repository
public class CanaryLetters {
    /**
     * Counts of letters.
     *
     * @param parked those that wait for an operator
     */
    public record CanaryCount(long due, long sent, long skipped, long error, long parked) {
        /** With parked letters: nothing happens to them by itself. */
        public long settled() {
            return sent + skipped + error + parked;
        }
    }

    private static final String OF_WAVE =
            "c.edition_id = :edition and c.sample and c.wave_due_at is not distinct from :due";

    private final JdbcClient jdbc;

    CanaryLetters(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param waveDue null for an edition without waves */
    public CanaryCount count(long editionId, @Nullable Instant waveDue) {
        return ofWave("""
                        select coalesce(sum(p.due), 0) as due, coalesce(sum(p.sent), 0) as sent,
                               coalesce(sum(p.skipped), 0) as skipped, coalesce(sum(p.error), 0) as error,
                               coalesce(sum(p.parked), 0) as parked
                        from chunk c join chunk_progress p on p.edition_id = c.edition_id and p.number = c.number
                        where\s""" + OF_WAVE, editionId, waveDue)
                .query((row, number) -> new CanaryCount(
                        row.getLong("due"),
                        row.getLong("sent"),
                        row.getLong("skipped"),
                        row.getLong("error"),
                        row.getLong("parked")))
                .single();
    }

    /**
     * How many of these users have a letter in the sample that was sent.
     *
     * @param waveDue null for an edition without waves
     */
    public int sentAmong(long editionId, @Nullable Instant waveDue, List<String> userIds) {
        if (userIds.isEmpty()) {
            return 0;
        }
        return ofWave("""
                        select count(*) from digest_log l
                        where l.edition_id = :edition and l.status = 'sent' and l.user_id collate "C" = any (:users::text[])
                          and exists (select from chunk c
                                      where l.user_id collate "C" between c.first_user_id and c.last_user_id
                                        and l.user_id = any (c.user_ids) and\s""" + OF_WAVE + ")", editionId, waveDue)
                .param("users", userIds.toArray(String[]::new))
                .query(Integer.class)
                .single();
    }

    /** The users among these who are in a sample of the edition. Reads only the chunks of ids from the least to the greatest. */
    public Set<String> membersAmong(long editionId, List<String> userIds) {
        if (userIds.isEmpty()) {
            return Set.of();
        }
        return Set.copyOf(jdbc.sql("""
                        select u.user_id
                        from (select min(id collate "C") as least, max(id collate "C") as greatest
                              from unnest(:users::text[]) as i (id)) as bounds
                        join chunk c on c.first_user_id <= bounds.greatest and c.last_user_id >= bounds.least
                        cross join lateral unnest(c.user_ids) as u (user_id)
                        where c.edition_id = :edition and c.sample and u.user_id = any (:users::text[])
                        """)
                .param("edition", editionId)
                .param("users", userIds.toArray(String[]::new))
                .query((row, number) -> row.getString("user_id"))
                .list());
    }

    private JdbcClient.StatementSpec ofWave(String sql, long editionId, @Nullable Instant waveDue) {
        return jdbc.sql(sql)
                .param("edition", editionId)
                .param("due", waveDue == null ? null : Timestamps.toParameter(waveDue), Types.TIMESTAMP_WITH_TIMEZONE);
    }
}
