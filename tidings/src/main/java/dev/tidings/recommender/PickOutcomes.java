package dev.tidings.recommender;

import dev.tidings.database.Timestamps;
import dev.tidings.recommender.ranking.FeatureVector;
import dev.tidings.recommender.ranking.Interaction;
import dev.tidings.recommender.ranking.Interaction.InteractionKind;
import dev.tidings.recommender.ranking.Reward;
import dev.tidings.recommender.ranking.TrainingExample;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads picks with their outcomes as training examples. */
@Repository
class PickOutcomes {
    private final JdbcClient jdbc;

    PickOutcomes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A position in the order of all picks. */
    record PickCursor(Instant pickedAt, String userId, String opportunityId) {
        static PickCursor before(Instant at) {
            return new PickCursor(at, "", "");
        }
    }

    /** @param nextCursor position of the last pick read */
    record TrainingPage(List<TrainingExample> examples, int pickCount, PickCursor nextCursor) {}

    private record OutcomeRow(PickCursor cursor, String letterKey, FeatureVector features, boolean seen) {}

    /**
     * Reads the examples of the next picks after a cursor. Skips picks from before a reset of their reader. A letter
     * counts as seen if its reader interacted with any of its items.
     */
    TrainingPage readAfter(PickCursor cursor, Instant before, int limit) {
        List<OutcomeRow> rows = rows(cursor, before, limit);
        if (rows.isEmpty()) {
            return new TrainingPage(List.of(), 0, cursor);
        }
        PickCursor lastCursor = rows.getLast().cursor();
        Map<String, List<Interaction>> interactionsByUser = interactions(rows);
        List<TrainingExample> examples = new ArrayList<>();
        for (OutcomeRow row : rows) {
            List<Interaction> interactions = interactionsByUser
                    .getOrDefault(row.cursor().userId(), List.of())
                    .stream()
                    .filter(interaction ->
                            interaction.opportunityId().equals(row.cursor().opportunityId()))
                    .toList();
            Reward.of(interactions, row.cursor().pickedAt(), row.seen())
                    .ifPresent(reward -> examples.add(
                            new TrainingExample(row.features(), reward > 0, Math.abs(reward), row.letterKey())));
        }
        return new TrainingPage(examples, rows.size(), lastCursor);
    }

    private List<OutcomeRow> rows(PickCursor cursor, Instant before, int limit) {
        return jdbc.sql("""
                        select p.user_id, p.opportunity_id, p.digest, p.period_start, p.features, p.picked_at,
                               exists (
                                   select from pick q
                                   join opportunity_feedback f
                                     on f.user_id = q.user_id and f.opportunity_id = q.opportunity_id
                                   where q.user_id = p.user_id and q.digest = p.digest and q.period_start = p.period_start
                                     and not f.by_machine
                                     and f.kind in ('clicked', 'saved', 'applied', 'dismissed', 'rated')
                                     and f.occurred_at >= p.picked_at) as seen
                        from pick p
                        where (p.picked_at, p.user_id, p.opportunity_id) > (:at, :user, :opportunity) and p.picked_at < :before
                          and not exists (
                              select from recommender_reset r where r.user_id = p.user_id and r.reset_at > p.picked_at)
                        order by p.picked_at, p.user_id, p.opportunity_id
                        limit :limit""")
                .param("at", Timestamps.toParameter(cursor.pickedAt()))
                .param("user", cursor.userId())
                .param("opportunity", cursor.opportunityId())
                .param("before", Timestamps.toParameter(before))
                .param("limit", limit)
                .query((row, number) -> row(row))
                .list();
    }

    private static OutcomeRow row(ResultSet row) throws SQLException {
        String user = row.getString("user_id");
        return new OutcomeRow(
                new PickCursor(
                        Objects.requireNonNull(Timestamps.readNullable(row, "picked_at")),
                        user,
                        row.getString("opportunity_id")),
                row.getString("digest") + "/" + row.getObject("period_start", LocalDate.class) + "/" + user,
                features(row),
                row.getBoolean("seen"));
    }

    static FeatureVector features(ResultSet row) throws SQLException {
        Float[] boxed = (Float[]) row.getArray("features").getArray();
        float[] features = new float[boxed.length];
        for (int i = 0; i < boxed.length; i++) {
            features[i] = boxed[i];
        }
        return FeatureVector.of(features);
    }

    private Map<String, List<Interaction>> interactions(List<OutcomeRow> rows) {
        record UserInteraction(String userId, Interaction interaction) {}
        return jdbc
                .sql("""
                        select user_id, opportunity_id, kind, coalesce(rating, 0) as rating, occurred_at
                        from opportunity_feedback
                        where user_id = any (:users::text[]) and opportunity_id = any (:opportunities::text[])
                          and not by_machine and kind in ('clicked', 'saved', 'applied', 'dismissed', 'rated')
                        order by user_id, occurred_at, opportunity_id, kind""")
                .param("users", distinct(rows.stream().map(row -> row.cursor().userId())))
                .param(
                        "opportunities",
                        distinct(rows.stream().map(row -> row.cursor().opportunityId())))
                .query((row, number) -> new UserInteraction(
                        row.getString("user_id"),
                        new Interaction(
                                row.getString("opportunity_id"),
                                InteractionKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                                row.getInt("rating"),
                                Objects.requireNonNull(Timestamps.readNullable(row, "occurred_at")))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        UserInteraction::userId,
                        Collectors.mapping(UserInteraction::interaction, Collectors.toList())));
    }

    private static String[] distinct(Stream<String> texts) {
        return texts.distinct().toArray(String[]::new);
    }
}
