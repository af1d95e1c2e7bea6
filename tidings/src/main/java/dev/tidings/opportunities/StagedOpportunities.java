package dev.tidings.opportunities;

import dev.tidings.bulk.RowWarning;
import dev.tidings.database.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The staging table of opportunity rows and their transfer to {@code opportunity}. */
@Repository
class StagedOpportunities {
    /**
     * {@code given_fields} are the columns that the row has, {@code target} is the id of its opportunity. {@code
     * accepted} is false if another source owns the opportunity.
     */
    static final String CREATE = """
            create temp table staged_opportunity (
                line bigint, given_fields text[], id text, derived_id text, canonical_url text, title text,
                description text, url text, organization text, source text, deadline date, deadline_at timestamptz,
                tags text[], discipline text[], type text, location text, fee numeric, currency text, fee_text text, award text,
                remote boolean, language text, posted_at timestamptz, status text, target text, accepted boolean
            ) on commit drop""";

    static final String COPY = """
            copy staged_opportunity (line, given_fields, id, derived_id, canonical_url, title, description, url,
                organization, source, deadline, deadline_at, tags, discipline, type, location, fee, currency, fee_text,
                award, remote, language, posted_at, status)
            from stdin (format csv)""";

    /** After this time without a report, another source may take over an opportunity. */
    private static final Duration SOURCE_ABANDONED_AFTER = Duration.ofDays(14);

    /** The ids of new and of changed opportunities. */
    record UpsertedIds(List<String> created, List<String> updated) {
        List<String> all() {
            return Stream.concat(created.stream(), updated.stream()).toList();
        }
    }

    private static final String UPSERT = """
            insert into opportunity (id, title, description, url, organization, source, deadline, deadline_at, tags,
                discipline, type, location, fee, currency, fee_text, award, remote, language, posted_at, status,
                status_by, canonical_url, created_at, updated_at, last_seen_at)
            select s.target, s.title,
                case when 'description' = any (s.given_fields) then s.description else o.description end,
                s.url,
                case when 'organization' = any (s.given_fields) then s.organization else o.organization end,
                coalesce(s.source, o.source, 'import'),
                d.day, d.at,
                case when 'tags' = any (s.given_fields) then s.tags else coalesce(o.tags, '{}') end,
                case when 'discipline' = any (s.given_fields) then s.discipline else coalesce(o.discipline, '{}') end,
                case when 'type' = any (s.given_fields) then s.type else o.type end,
                case when 'location' = any (s.given_fields) then s.location else o.location end,
                case when 'fee' = any (s.given_fields) then s.fee else o.fee end,
                case when 'currency' = any (s.given_fields) then s.currency else o.currency end,
                case when 'fee_text' = any (s.given_fields) then s.fee_text else o.fee_text end,
                case when 'award' = any (s.given_fields) then s.award else o.award end,
                coalesce(s.remote, o.remote, false),
                case when 'language' = any (s.given_fields) then s.language else o.language end,
                case when 'posted_at' = any (s.given_fields) then s.posted_at else o.posted_at end,
                st.status,
                case
                    when st.status = 'live' then null
                    when o.status_by = 'operator' and st.status = o.status then 'operator'
                    when s.status is not null then 'import'
                    when st.status = o.status then o.status_by
                    else 'deadline'
                end,
                s.canonical_url, :now, :now, :now
            from staged_opportunity s
            left join opportunity o on o.id = s.target
            cross join lateral (
                select case when 'deadline' = any (s.given_fields) then s.deadline else o.deadline end as day,
                       case when 'deadline' = any (s.given_fields) then s.deadline_at else o.deadline_at end as at) d
            cross join lateral (
                select case
                    when o.status_by = 'operator' then o.status
                    when s.status is not null then s.status
                    when o.status = 'hidden' then 'hidden'
                    when coalesce(d.at, ((d.day + 1)::timestamp + interval '12 hours') at time zone 'UTC') <= :now
                    then 'expired'
                    when o.status_by = 'source' and :listed then 'live'
                    when o.status = 'expired' and d.day is not distinct from o.deadline then 'expired'
                    else 'live'
                end as status) st
            where s.accepted
            order by s.target
            on conflict (id) do update set
                title = excluded.title, description = excluded.description, url = excluded.url,
                organization = excluded.organization, source = excluded.source, deadline = excluded.deadline,
                deadline_at = excluded.deadline_at, tags = excluded.tags, discipline = excluded.discipline,
                type = excluded.type, location = excluded.location, fee = excluded.fee,
                currency = excluded.currency, fee_text = excluded.fee_text, award = excluded.award, remote = excluded.remote,
                language = excluded.language, posted_at = excluded.posted_at, status = excluded.status,
                status_by = excluded.status_by, canonical_url = excluded.canonical_url, updated_at = :now, last_seen_at = :now
            where (opportunity.title, opportunity.description, opportunity.url, opportunity.organization,
                    opportunity.source, opportunity.deadline, opportunity.deadline_at, opportunity.tags,
                    opportunity.discipline, opportunity.type, opportunity.location, opportunity.fee,
                    opportunity.currency, opportunity.fee_text, opportunity.award, opportunity.remote, opportunity.language,
                    opportunity.posted_at, opportunity.status, opportunity.status_by)
                is distinct from (excluded.title, excluded.description, excluded.url, excluded.organization,
                    excluded.source, excluded.deadline, excluded.deadline_at, excluded.tags, excluded.discipline,
                    excluded.type, excluded.location, excluded.fee, excluded.currency, excluded.fee_text, excluded.award,
                    excluded.remote, excluded.language, excluded.posted_at, excluded.status, excluded.status_by)
            returning id, xmax = 0 as created""";

    private final JdbcClient jdbc;

    StagedOpportunities(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Finds each row's opportunity. The canonical URL decides, whatever id the row has. */
    void resolveTargets(ImportOrigin origin, Instant now) {
        jdbc.sql("""
                update staged_opportunity s set (target, accepted) = (
                    select coalesce(known.id, s.id, s.derived_id),
                        :imported or known.id is null or known.source = s.source or known.last_seen_at < :abandoned_before
                    from (select s.canonical_url) t
                    left join opportunity known on known.canonical_url = t.canonical_url)""")
                .param("imported", origin == ImportOrigin.IMPORT)
                .param("abandoned_before", Timestamps.toParameter(now.minus(SOURCE_ABANDONED_AFTER)))
                .update();
    }

    List<RowWarning> rejectIdConflicts() {
        return jdbc.sql("""
                delete from staged_opportunity s using opportunity o
                where o.id = s.id and s.target <> s.id
                returning s.line, s.target""")
                .query((row, number) -> new RowWarning(
                        row.getLong("line"),
                        "id and url belong to different opportunities; url belongs to " + row.getString("target")))
                .list();
    }

    List<RowWarning> rejectUrlConflicts() {
        return jdbc.sql("""
                delete from staged_opportunity s
                using (
                    select ctid, lead(line) over (partition by target order by line) as later from staged_opportunity) n
                where n.ctid = s.ctid and n.later is not null
                returning s.line, n.later""")
                .query((row, number) -> new RowWarning(
                        row.getLong("line"), "line " + row.getLong("later") + " has the same id with another url"))
                .list();
    }

    /**
     * Absent columns keep their values. Rows are ordered by id, so concurrent imports cannot deadlock. What an operator
     * hid or expired stays that way. Without a given status, an opportunity whose deadline has passed everywhere expires,
     * an expired one becomes live when its deadline changes or the source that withdrew it lists it again, and a hidden
     * one stays hidden.
     *
     * <p>{@code xmax} is zero in inserted rows and this transaction's id in updated rows.
     */
    UpsertedIds upsert(ImportOrigin origin, Instant now) {
        Map<Boolean, List<String>> ids = jdbc
                .sql(UPSERT)
                .param("listed", origin == ImportOrigin.SOURCE)
                .param("now", Timestamps.toParameter(now))
                .query((row, number) -> Map.entry(row.getBoolean("created"), row.getString("id")))
                .stream()
                .collect(Collectors.partitioningBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        markSeen(now);
        return new UpsertedIds(ids.getOrDefault(true, List.of()), ids.getOrDefault(false, List.of()));
    }

    /** Also covers rows without changes. */
    private void markSeen(Instant now) {
        jdbc.sql("""
                update opportunity o set last_seen_at = :now
                from staged_opportunity s
                where s.target = o.id and s.accepted and o.last_seen_at < :now""").param("now", Timestamps.toParameter(now)).update();
    }

    void markSeen(String source, List<String> canonicalUrls, Instant now) {
        jdbc.sql("""
                update opportunity set last_seen_at = :now
                where canonical_url = any (:urls) and source = :source and last_seen_at < :now""")
                .param("urls", canonicalUrls.toArray(String[]::new))
                .param("source", source)
                .param("now", Timestamps.toParameter(now))
                .update();
    }

    int withdraw(String source, List<String> canonicalUrls, Instant now) {
        return jdbc.sql("""
                update opportunity set status = 'expired', status_by = 'source', updated_at = :now, last_seen_at = :now
                where canonical_url = any (:urls) and source = :source and status = 'live'""")
                .param("urls", canonicalUrls.toArray(String[]::new))
                .param("source", source)
                .param("now", Timestamps.toParameter(now))
                .update();
    }

    Optional<Instant> firstReportedAt(String canonicalUrl) {
        return jdbc.sql("select created_at from opportunity where canonical_url = :url")
                .param("url", canonicalUrl)
                .query((row, number) -> Objects.requireNonNull(Timestamps.readNullable(row, "created_at")))
                .optional();
    }

    List<RowWarning> ignoredIds() {
        return jdbc.sql("select line, target from staged_opportunity where id <> target order by line")
                .query((row, number) -> new RowWarning(
                        row.getLong("line"), "id was ignored: the page already has the id " + row.getString("target")))
                .list();
    }
}
