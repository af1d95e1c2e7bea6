package dev.tidings.recommender;

import dev.tidings.database.Timestamps;
import dev.tidings.opportunities.CallFacts;
import dev.tidings.opportunities.CallFactsQueries;
import dev.tidings.opportunities.Opportunity;
import dev.tidings.opportunities.OpportunityRowMapper;
import dev.tidings.recommender.ranking.EngagementCount;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the opportunities and engagement for an {@link OpportunityIndex}. */
@Repository
class OpportunityIndexQueries {
    /**
     * Opportunities that are no longer live stay in the index this long, for the profiles of readers who interacted
     * with them.
     */
    private static final Duration RETENTION = Duration.ofDays(365);

    private final JdbcClient jdbc;
    private final CallFactsQueries calls;
    private final InstantSource clock;

    OpportunityIndexQueries(JdbcClient jdbc, CallFactsQueries calls, InstantSource clock) {
        this.jdbc = jdbc;
        this.calls = calls;
        this.clock = clock;
    }

    /**
     * Changes when any opportunity changes. The latest change alone does not tell: a long import commits changes that are
     * older than those of a shorter one that ended before.
     *
     * @param changes the sum of the times of all changes; null without opportunities
     */
    record IndexRevision(long count, @Nullable BigDecimal changes) {}

    IndexRevision revision() {
        return jdbc.sql("select count(*) as count, sum(extract(epoch from updated_at)) as changes from opportunity")
                .query((row, number) -> new IndexRevision(row.getLong("count"), row.getBigDecimal("changes")))
                .single();
    }

    /**
     * The live opportunities, and those of the last year that readers interacted with. Each report has the deadline and
     * fee of its call, and is live only if the call is.
     */
    List<Opportunity> opportunities() {
        Map<String, CallFacts> facts = calls.ofGroups();
        return jdbc.sql("select " + OpportunityRowMapper.COLUMNS + """
                        from opportunity o
                        where o.status = 'live'
                        or o.last_seen_at > :since and exists (
                            select from opportunity_feedback f
                            where f.opportunity_id = o.id and f.kind in ('clicked', 'saved', 'applied', 'dismissed', 'rated'))
                        order by o.id""")
                .param("since", Timestamps.toParameter(clock.instant().minus(RETENTION)))
                .query((row, number) -> withFactsOfCall(OpportunityRowMapper.read(row), facts))
                .list();
    }

    private static Opportunity withFactsOfCall(Opportunity report, Map<String, CallFacts> facts) {
        CallFacts ofCall = facts.get(report.call());
        return ofCall == null ? report : report.with(ofCall);
    }

    /** The original of every duplicate, by the duplicate's id. */
    Map<String, String> originals() {
        Map<String, String> originals = new HashMap<>();
        jdbc.sql("select id, duplicate_of from opportunity where duplicate_of is not null")
                .query(row -> {
                    originals.put(row.getString("id"), row.getString("duplicate_of"));
                });
        return originals;
    }

    /** Engagement with live opportunities, over letters with any interaction of their reader. */
    Map<String, EngagementCount> engagement() {
        Map<String, EngagementCount> engagement = new HashMap<>();
        jdbc.sql("""
                with human as (
                    select f.user_id, f.opportunity_id,
                           bool_or(f.kind in ('clicked', 'saved', 'applied') or f.rating >= 4)
                               and not bool_or(f.kind = 'dismissed' or coalesce(f.rating <= 2, false)) as liked
                    from opportunity_feedback f
                    where not f.by_machine and f.kind in ('clicked', 'saved', 'applied', 'dismissed', 'rated')
                    group by f.user_id, f.opportunity_id
                ), seen as (
                    select distinct p.user_id, p.digest, p.period_start
                    from pick p
                    join human h on h.user_id = p.user_id and h.opportunity_id = p.opportunity_id
                )
                select p.opportunity_id, count(*) as shown, count(*) filter (where h.liked) as liked,
                       sum(1 / (1 + exp(least(-p.score::double precision, 700)))) as expected
                from seen s
                join pick p on p.user_id = s.user_id and p.digest = s.digest and p.period_start = s.period_start
                join opportunity o on o.id = p.opportunity_id and o.status = 'live'
                left join human h on h.user_id = p.user_id and h.opportunity_id = p.opportunity_id
                group by p.opportunity_id""").query(row -> {
            engagement.put(
                    row.getString("opportunity_id"),
                    new EngagementCount(row.getLong("shown"), row.getLong("liked"), row.getDouble("expected")));
        });
        return engagement;
    }
}
