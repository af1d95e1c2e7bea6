package dev.tidings.recommender;

import dev.tidings.database.Timestamps;
import dev.tidings.recommender.ranking.Interaction;
import dev.tidings.recommender.ranking.Interaction.InteractionKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads earlier picks, feedback and resets of readers. */
@Repository
class ReaderHistoryQueries {
    private final JdbcClient jdbc;

    ReaderHistoryQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An item picked for a reader in the letter of a digest and period. */
    record EarlierPick(String userId, String opportunityId, String digest, LocalDate periodStart, Instant pickedAt) {}

    /**
     * A row of {@code opportunity_feedback} about an opportunity.
     *
     * @param interaction null for sent items and for machine events
     */
    record ReaderFeedback(
            String userId, String opportunityId, @Nullable Interaction interaction) {}

    Map<String, Instant> resets(Collection<String> userIds) {
        Map<String, Instant> resets = new HashMap<>();
        jdbc.sql("select user_id, reset_at from recommender_reset where user_id = any (:users::text[])")
                .param("users", userIds.toArray(String[]::new))
                .query(row -> {
                    resets.put(
                            row.getString("user_id"), Objects.requireNonNull(Timestamps.readNullable(row, "reset_at")));
                });
        return resets;
    }

    List<EarlierPick> earlierPicks(Collection<String> userIds) {
        return jdbc.sql("""
                        select user_id, opportunity_id, digest, period_start, picked_at
                        from pick
                        where user_id = any (:users::text[])
                        order by user_id, opportunity_id""")
                .param("users", userIds.toArray(String[]::new))
                .query((row, number) -> new EarlierPick(
                        row.getString("user_id"),
                        row.getString("opportunity_id"),
                        row.getString("digest"),
                        row.getObject("period_start", LocalDate.class),
                        Objects.requireNonNull(Timestamps.readNullable(row, "picked_at"))))
                .list();
    }

    List<ReaderFeedback> feedback(Collection<String> userIds) {
        return jdbc.sql("""
                        select user_id, opportunity_id, kind, coalesce(rating, 0) as rating, occurred_at, by_machine
                        from opportunity_feedback
                        where user_id = any (:users::text[]) and opportunity_id is not null
                          and kind in ('sent', 'clicked', 'saved', 'applied', 'dismissed', 'rated')
                        order by user_id, occurred_at, opportunity_id, kind""")
                .param("users", userIds.toArray(String[]::new))
                .query((row, number) -> {
                    String opportunity = row.getString("opportunity_id");
                    String kind = row.getString("kind");
                    boolean isInteraction = !row.getBoolean("by_machine") && !kind.equals("sent");
                    return new ReaderFeedback(
                            row.getString("user_id"),
                            opportunity,
                            isInteraction
                                    ? new Interaction(
                                            opportunity,
                                            InteractionKind.valueOf(kind.toUpperCase(Locale.ROOT)),
                                            row.getInt("rating"),
                                            Objects.requireNonNull(Timestamps.readNullable(row, "occurred_at")))
                                    : null);
                })
                .list();
    }
}
