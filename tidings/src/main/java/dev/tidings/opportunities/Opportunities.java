package dev.tidings.opportunities;

import dev.tidings.database.Timestamps;
import dev.tidings.opportunities.Opportunity.OpportunityStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Repository of table {@code opportunity}. */
@Repository
public class Opportunities {
    private final JdbcClient jdbc;
    private final InstantSource clock;

    public Opportunities(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Newest first.
     *
     * @param beforeId the last id of the previous page; null for the first page
     */
    public List<OpportunityRecord> search(OpportunityFilter filter, @Nullable String beforeId, int limit) {
        return jdbc.sql("""
                select * from opportunity
                where (:source::text is null or source = :source)
                  and (:status::text is null or status = :status)
                  and (:text::text is null or position(lower(:text) in lower(concat_ws(
                      ' ', title, organization, url, id, description, array_to_string(tags, ' ')))) > 0)
                  and (:before::text is null
                       or (created_at, id) < (select b.created_at, b.id from opportunity b where b.id = :before))
                order by created_at desc, id desc
                limit :limit""")
                .param("source", filter.source())
                .param("status", filter.status() == null ? null : columnValue(filter.status()))
                .param("text", filter.text())
                .param("before", beforeId)
                .param("limit", limit)
                .query((row, number) -> toRecord(row))
                .list();
    }

    public Optional<OpportunityRecord> find(String id) {
        return jdbc.sql("select * from opportunity where id = :id")
                .param("id", id)
                .query((row, number) -> toRecord(row))
                .optional();
    }

    /** The title, if the opportunity exists. */
    public Optional<String> title(String id) {
        return jdbc.sql("select title from opportunity where id = :id")
                .param("id", id)
                .query(String.class)
                .optional();
    }

    /** The other reports of the same opportunity: the original and its duplicates. */
    public List<OpportunityRecord> duplicatesOf(Opportunity opportunity) {
        return jdbc.sql("""
                select * from opportunity
                where (id = :first or duplicate_of = :first) and id <> :id
                order by created_at, id""")
                .param("id", opportunity.id())
                .param("first", opportunity.call())
                .query((row, number) -> toRecord(row))
                .list();
    }

    /** The number of opportunities per source, by source name. */
    public List<SourceOpportunityCount> countBySource() {
        return jdbc.sql("""
                select source,
                    count(*) filter (where status = 'live') as live,
                    count(*) filter (where status = 'hidden') as hidden,
                    count(*) filter (where status = 'expired') as expired,
                    count(*) filter (where status = 'live' and duplicate_of is not null) as duplicates
                from opportunity group by source order by source""")
                .query((row, number) -> new SourceOpportunityCount(
                        row.getString("source"),
                        row.getLong("live"),
                        row.getLong("hidden"),
                        row.getLong("expired"),
                        row.getLong("duplicates")))
                .list();
    }

    /**
     * Excludes all reports of a call from recommendation.
     *
     * @param id of any of them
     * @return the number of reports; zero if there is no such report
     */
    public int hide(String id) {
        return setStatus(id, OpportunityStatus.HIDDEN);
    }

    /**
     * Makes all reports of a call recommendable in any status.
     *
     * @param id of any of them
     * @return the number of reports; zero if there is no such report
     */
    public int show(String id) {
        return setStatus(id, OpportunityStatus.LIVE);
    }

    /**
     * Expires all reports of a call before its deadline. No import makes them live again.
     *
     * @param id of any of them
     * @return the number of reports; zero if there is no such report
     */
    public int expire(String id) {
        return setStatus(id, OpportunityStatus.EXPIRED);
    }

    /**
     * Expires opportunities whose deadline has passed in every zone.
     *
     * @return their number
     */
    public int expireOverdue(Instant now) {
        return jdbc.sql("""
                update opportunity set status = 'expired', status_by = 'deadline', updated_at = :now
                where status = 'live'
                and coalesce(deadline_at, ((deadline + 1)::timestamp + interval '12 hours') at time zone 'UTC') <= :now
                """).param("now", Timestamps.toParameter(now)).update();
    }

    /**
     * Deletes at most {@code batch} expired opportunities that no source has reported since. Keeps those that were sent
     * to readers or have feedback, and those whose call has a report that has not expired.
     *
     * @return how many it deleted
     */
    public int prune(Instant unseenSince, int batch) {
        return jdbc.sql("""
                        delete from opportunity
                        where id in (
                            select o.id from opportunity o
                            where o.status = 'expired' and o.last_seen_at < :since
                            and not exists (select from pick p where p.opportunity_id = o.id)
                            and not exists (select from opportunity_feedback f where f.opportunity_id = o.id)
                            and not exists (
                                select from opportunity d
                                where d.status <> 'expired'
                                and (d.duplicate_of = o.id or d.duplicate_of = o.duplicate_of or d.id = o.duplicate_of))
                            limit :batch)
                        """)
                .param("since", Timestamps.toParameter(unseenSince))
                .param("batch", batch)
                .update();
    }

    /** Locks the reports in the order of imports. */
    private int setStatus(String id, OpportunityStatus status) {
        return jdbc.sql("""
                with call as (
                    select coalesce(duplicate_of, id) as id from opportunity where id = :id
                ), report as (
                    select o.id from opportunity o
                    where o.id = (select id from call) or o.duplicate_of = (select id from call)
                    order by o.id for update
                )
                update opportunity o
                set updated_at = case when (o.status, o.status_by) is not distinct from (:status, :by::text)
                                      then o.updated_at else :now end,
                    status = :status, status_by = :by
                from report
                where o.id = report.id""")
                .param("id", id)
                .param("status", columnValue(status))
                .param("by", status == OpportunityStatus.LIVE ? null : "operator")
                .param("now", Timestamps.toParameter(clock.instant()))
                .update();
    }

    private static OpportunityRecord toRecord(ResultSet row) throws SQLException {
        return new OpportunityRecord(
                OpportunityRowMapper.read(row),
                Objects.requireNonNull(Timestamps.readNullable(row, "created_at")),
                Objects.requireNonNull(Timestamps.readNullable(row, "updated_at")),
                Objects.requireNonNull(Timestamps.readNullable(row, "last_seen_at")));
    }

    private static String columnValue(OpportunityStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
