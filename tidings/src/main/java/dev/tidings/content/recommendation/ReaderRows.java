package dev.tidings.content.recommendation;

import dev.tidings.content.recommendation.bot.Reaction;
import dev.tidings.content.recommendation.bot.Reaction.Kind;
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

/** What is on record of readers: what was picked for them, what they did with it, when their bot was reset. */
@Repository
class ReaderRows {
    private final JdbcClient jdbc;

    ReaderRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Something picked for a reader, in the letter of that digest and period. */
    record Picked(String userId, String opportunityId, String digest, LocalDate periodStart, Instant at) {}

    /**
     * A row of {@code feedback} about an opportunity.
     *
     * @param reaction null where it says nothing of taste: it was sent, or a machine did it
     */
    record Feedback(
            String userId, String opportunityId, @Nullable Reaction reaction) {}

    Map<String, Instant> resets(Collection<String> userIds) {
        Map<String, Instant> resets = new HashMap<>();
        jdbc.sql("select user_id, reset_at from bot_reset where user_id = any (:users::text[])")
                .param("users", userIds.toArray(String[]::new))
                .query(row -> {
                    resets.put(
                            row.getString("user_id"), Objects.requireNonNull(OpportunityRow.instant(row, "reset_at")));
                });
        return resets;
    }

    List<Picked> picked(Collection<String> userIds) {
        return jdbc.sql("""
                        select user_id, opportunity_id, digest, period_start, picked_at
                        from pick
                        where user_id = any (:users::text[])
                        order by user_id, opportunity_id""")
                .param("users", userIds.toArray(String[]::new))
                .query((row, number) -> new Picked(
                        row.getString("user_id"),
                        row.getString("opportunity_id"),
                        row.getString("digest"),
                        row.getObject("period_start", LocalDate.class),
                        Objects.requireNonNull(OpportunityRow.instant(row, "picked_at"))))
                .list();
    }

    List<Feedback> feedback(Collection<String> userIds) {
        return jdbc.sql("""
                        select user_id, opportunity_id, kind, coalesce(rating, 0) as rating, at, machine
                        from feedback
                        where user_id = any (:users::text[]) and opportunity_id is not null and kind <> 'opened'
                        order by user_id, at, opportunity_id, kind""")
                .param("users", userIds.toArray(String[]::new))
                .query((row, number) -> {
                    String opportunity = row.getString("opportunity_id");
                    String kind = row.getString("kind");
                    boolean says = !row.getBoolean("machine") && !kind.equals("sent");
                    return new Feedback(
                            row.getString("user_id"),
                            opportunity,
                            says
                                    ? new Reaction(
                                            opportunity,
                                            Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
                                            row.getInt("rating"),
                                            Objects.requireNonNull(OpportunityRow.instant(row, "at")))
                                    : null);
                })
                .list();
    }
}
