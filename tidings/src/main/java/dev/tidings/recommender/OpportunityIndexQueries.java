package dev.tidings.recommender;

import dev.tidings.opportunities.Opportunity;
import dev.tidings.opportunities.OpportunityRowMapper;
import dev.tidings.recommender.ranking.EngagementCount;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What catalogs are made of: opportunities, and how readers took to them. */
@Repository
class OpportunityIndexQueries {
    /** Opportunities that have gone are kept in catalogs for as long, for the tastes of those who reacted to them. */
    private static final Duration RETENTION = Duration.ofDays(365);

    private final JdbcClient jdbc;
    private final InstantSource clock;

    OpportunityIndexQueries(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Changes when an opportunity does. */
    record IndexRevision(long count, @Nullable Instant changedAt) {}

    IndexRevision revision() {
        return jdbc.sql("select count(*) as count, max(updated_at) as changed_at from opportunity")
                .query((row, number) ->
                        new IndexRevision(row.getLong("count"), OpportunityRowMapper.instant(row, "changed_at")))
                .single();
    }

    /** Those that are live, and those of the last year that readers reacted to. */
    List<Opportunity> opportunities() {
        return jdbc.sql("select " + OpportunityRowMapper.COLUMNS + """
                        from opportunity o
                        where o.status = 'live'
                        or o.last_seen_at > :since and exists (
                            select from opportunity_feedback f
                            where f.opportunity_id = o.id and f.kind in ('clicked', 'saved', 'applied', 'dismissed', 'rated'))
                        order by o.id""")
                .param("since", clock.instant().minus(RETENTION).atOffset(ZoneOffset.UTC))
                .query((row, number) -> OpportunityRowMapper.read(row))
                .list();
    }

    /** Of live opportunities, over the letters whose reader did anything with any item. */
    Map<String, EngagementCount> engagement() {
        Map<String, EngagementCount> responses = new HashMap<>();
        jdbc.sql("""
                with human as (
                    select f.user_id, f.opportunity_id,
                           bool_or(f.kind in ('clicked', 'saved', 'applied') or f.rating >= 4)
                               and not bool_or(f.kind = 'dismissed' or f.rating <= 2) as liked
                    from opportunity_feedback f
                    where not f.by_machine and f.kind in ('clicked', 'saved', 'applied', 'dismissed', 'rated')
                    group by f.user_id, f.opportunity_id
                ), seen as (
                    select distinct p.user_id, p.digest, p.period_start
                    from pick p
                    join human h on h.user_id = p.user_id and h.opportunity_id = p.opportunity_id
                )
                select p.opportunity_id, count(*) as shown, count(*) filter (where h.liked) as liked
                from seen s
                join pick p on p.user_id = s.user_id and p.digest = s.digest and p.period_start = s.period_start
                join opportunity o on o.id = p.opportunity_id and o.status = 'live'
                left join human h on h.user_id = p.user_id and h.opportunity_id = p.opportunity_id
                group by p.opportunity_id""").query(row -> {
            responses.put(
                    row.getString("opportunity_id"), new EngagementCount(row.getLong("shown"), row.getLong("liked")));
        });
        return responses;
    }
}
