package dev.tidings.recommender;

import dev.tidings.database.Timestamps;
import dev.tidings.recommender.ranking.FeatureVector;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads past picks, and stores resets of readers. */
@Repository
class PickHistory {
    private final JdbcClient jdbc;
    private final InstantSource clock;

    PickHistory(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A stored pick. */
    record PickRecord(
            String opportunityId,
            String title,
            String digest,
            LocalDate periodStart,
            int position,
            @Nullable String reason,
            double score,
            boolean exploration,
            double propensity,
            long modelVersion,
            FeatureVector features) {}

    /** The picks of a reader's newest letter, in order. */
    List<PickRecord> newestLetter(String userId) {
        return jdbc.sql("""
                        with newest as (
                            select digest, period_start from pick
                            where user_id = :user
                            order by picked_at desc, digest
                            limit 1
                        )
                        select p.opportunity_id, o.title, p.digest, p.period_start, p.position, p.reason, p.score, p.exploration,
                               p.propensity, p.model_version_id, p.features
                        from newest n
                        join pick p on p.user_id = :user and p.digest = n.digest and p.period_start = n.period_start
                        join opportunity o on o.id = p.opportunity_id
                        order by p.position""")
                .param("user", userId)
                .query((row, number) -> toPickRecord(row))
                .list();
    }

    private static PickRecord toPickRecord(ResultSet row) throws SQLException {
        return new PickRecord(
                row.getString("opportunity_id"),
                row.getString("title"),
                row.getString("digest"),
                row.getObject("period_start", LocalDate.class),
                row.getInt("position"),
                row.getString("reason"),
                row.getDouble("score"),
                row.getBoolean("exploration"),
                row.getDouble("propensity"),
                row.getLong("model_version_id"),
                PickOutcomes.features(row));
    }

    /** The quality of picks since then, newest first. */
    List<WeeklyPickQuality> weeklyQuality(Instant since) {
        return jdbc.sql("""
                        with human as (
                            select distinct f.user_id, f.opportunity_id
                            from opportunity_feedback f
                            where not f.by_machine and (f.kind in ('clicked', 'saved', 'applied') or f.rating >= 4)
                              and f.occurred_at >= :since
                        )
                        select p.digest, p.period_start, p.model_version_id,
                               count(distinct p.user_id) as letters, count(*) as picks, count(h.user_id) as liked,
                               count(distinct h.user_id) as letters_liked,
                               count(*) filter (where p.exploration) as explored,
                               count(h.user_id) filter (where p.exploration) as explored_liked
                        from pick p
                        left join human h on h.user_id = p.user_id and h.opportunity_id = p.opportunity_id
                        where p.picked_at >= :since
                        group by p.digest, p.period_start, p.model_version_id
                        order by p.period_start desc, p.digest, p.model_version_id desc""")
                .param("since", Timestamps.toParameter(since))
                .query((row, number) -> new WeeklyPickQuality(
                        row.getString("digest"),
                        row.getObject("period_start", LocalDate.class),
                        row.getLong("model_version_id"),
                        row.getLong("letters"),
                        row.getLong("picks"),
                        row.getLong("liked"),
                        row.getLong("letters_liked"),
                        row.getLong("explored"),
                        row.getLong("explored_liked")))
                .list();
    }

    /** @return false if there is no such user */
    boolean reset(String userId) {
        return jdbc.sql("""
                        insert into recommender_reset (user_id, reset_at)
                        select id, :now from users where id = :user
                        on conflict (user_id) do update set reset_at = excluded.reset_at""")
                        .param("user", userId)
                        .param("now", Timestamps.toParameter(clock.instant()))
                        .update()
                == 1;
    }

    Optional<Instant> resetAt(String userId) {
        return jdbc.sql("select reset_at from recommender_reset where user_id = :user")
                .param("user", userId)
                .query((row, number) -> Timestamps.readNullable(row, "reset_at"))
                .optional();
    }
}
