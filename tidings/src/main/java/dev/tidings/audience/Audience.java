package dev.tidings.audience;

import dev.tidings.core.SkipReason;
import dev.tidings.digest.Digest;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Selects the users that a digest is due for. */
@Repository
public class Audience {
    /** A page of a zone's users without a recent zone change; the parameters are conditions on the zone and the sample. */
    private static final String UNMOVED_IN_ZONE = """
            select u.id
            from users u
            left join digest_preference p on p.user_id = u.id and p.digest = :digest
            where %s
            and u.id > :after
            and coalesce(p.opt_in, u.opt_in_digest)
            and (:everyPlan or lower(u.plan) = any (:plans::text[]))
            %s
            and not exists (select from time_zone_change m where m.user_id = u.id)
            order by u.id
            limit :limit""";

    /** Pages of the table of users that are read to count them; each has 40 users or so. */
    private static final int COUNTED_PAGES = 200;

    /** The same before an edition is sent: a decision depends on the number. */
    private static final int COUNTED_BEFORE_SENDING = 2_000;

    /** A user whose zone has changed. */
    public record ZoneMove(String userId, @Nullable String timeZone) {}

    private final JdbcClient jdbc;

    public Audience(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A page of users.
     *
     * @param afterUserId the last id of the previous page; null for the first page
     * @param limit the most users of the page
     * @param sample lists only users of this sample; null for all
     */
    public record AudiencePage(
            Digest digest,
            @Nullable String afterUserId,
            int limit,
            @Nullable UserSample sample) {
        /** A page of all users. */
        public AudiencePage(Digest digest, @Nullable String afterUserId, int limit) {
            this(digest, afterUserId, limit, null);
        }

        private String sampled() {
            return sample == null ? "" : "and " + UserSample.CONDITION;
        }
    }

    /**
     * A page of the users who are subscribed to the digest and have one of its plans.
     *
     * @return ids in the database's order; an empty page is the end
     */
    public List<String> listDue(AudiencePage page) {
        return query("""
                select u.id
                from users u
                left join digest_preference p on p.user_id = u.id and p.digest = :digest
                where u.id > :after
                and coalesce(p.opt_in, u.opt_in_digest)
                and (:everyPlan or lower(u.plan) = any (:plans::text[]))
                %s
                order by u.id
                limit :limit""".formatted(page.sampled()), page)
                .query((row, number) -> row.getString("id"))
                .list();
    }

    /**
     * A page of due users (see {@link #listDue}) in this zone, without those in {@link #listMoved}.
     *
     * @param zone a tz database name
     */
    public List<String> listDueInZone(AudiencePage page, String zone) {
        return query(UNMOVED_IN_ZONE.formatted("u.time_zone = :zone", page.sampled()), page)
                .param("zone", zone)
                .query((row, number) -> row.getString("id"))
                .list();
    }

    /** Like {@link #listDueInZone}, for users whose zone is null or not one of these. */
    public List<String> listDueOutsideZones(AudiencePage page, Collection<String> zones) {
        String otherZones = "(u.time_zone is null or not u.time_zone = any (:zones::text[]))";
        return query(UNMOVED_IN_ZONE.formatted(otherZones, page.sampled()), page)
                .param("zones", zones.toArray(String[]::new))
                .query((row, number) -> row.getString("id"))
                .list();
    }

    /** A page of due users (see {@link #listDue}) whose zone has changed recently, with their zones. */
    public List<ZoneMove> listMoved(Digest digest, @Nullable String afterUserId, int limit) {
        return query("""
                select u.id, u.time_zone
                from time_zone_change m
                join users u on u.id = m.user_id
                left join digest_preference p on p.user_id = u.id and p.digest = :digest
                where m.user_id > :after
                and coalesce(p.opt_in, u.opt_in_digest)
                and (:everyPlan or lower(u.plan) = any (:plans::text[]))
                order by m.user_id
                limit :limit""", new AudiencePage(digest, afterUserId, limit))
                .query((row, number) -> new ZoneMove(row.getString("id"), row.getString("time_zone")))
                .list();
    }

    /** The given zones that at least one user has, in the given order. */
    public List<String> zonesInUse(List<String> zones) {
        return jdbc.sql("""
                        select zone
                        from unnest(:zones::text[]) with ordinality as z (zone, position)
                        where exists (select from users u where u.time_zone = z.zone)
                        order by position""")
                .param("zones", zones.toArray(String[]::new))
                .query((row, number) -> row.getString("zone"))
                .list();
    }

    /** Deletes the recorded zone changes, except those of uncommitted updates. */
    public void clearZoneMoves() {
        jdbc.sql("""
                        delete from time_zone_change
                        where user_id in (select user_id from time_zone_change for update skip locked)""").update();
    }

    private JdbcClient.StatementSpec query(String sql, AudiencePage page) {
        Digest digest = page.digest();
        JdbcClient.StatementSpec query = jdbc.sql(sql)
                .param("digest", digest.name())
                .param("after", page.afterUserId() == null ? "" : page.afterUserId())
                .param("everyPlan", digest.audience().plans().isEmpty())
                .param("plans", plans(digest))
                .param("limit", page.limit());
        UserSample sample = page.sample();
        return sample == null ? query : query.param("seed", sample.seed()).param("bound", sample.bound());
    }

    /**
     * The number of users in {@link #listDue}. Of a large table only some pages are read, at random, and the number is an
     * estimate.
     */
    public AudienceSize size(Digest digest) {
        return size(digest, COUNTED_PAGES);
    }

    /** As {@link #size}, exact for larger tables, and more precise for those that are larger still. */
    public AudienceSize sizeBeforeSending(Digest digest) {
        return size(digest, COUNTED_BEFORE_SENDING);
    }

    private AudienceSize size(Digest digest, int countedPages) {
        long pages = pages();
        return jdbc.sql("""
                        select count(*) filter (where opted_in and (:everyPlan or lower(plan) = any (:plans::text[]))) as due,
                               count(distinct page) as pages
                        from (select u.plan, split_part(u.ctid::text, ',', 1) as page,
                                     coalesce((select p.opt_in from digest_preference p
                                               where p.user_id = u.id and p.digest = :digest), u.opt_in_digest) as opted_in
                              from users u tablesample system (:percent)) as sampled""")
                .param("percent", pages <= countedPages ? 100.0 : 100.0 * countedPages / pages)
                .param("digest", digest.name())
                .param("everyPlan", digest.audience().plans().isEmpty())
                .param("plans", plans(digest))
                .query((row, number) -> pages <= countedPages
                        ? new AudienceSize(row.getLong("due"), true)
                        : AudienceSize.estimate(row.getLong("due"), (double) row.getLong("pages") / pages))
                .single();
    }

    private long pages() {
        return jdbc.sql("select pg_relation_size('users') / current_setting('block_size')::bigint")
                .query(Long.class)
                .single();
    }

    private static String[] plans(Digest digest) {
        return digest.audience().plans().stream()
                .map(plan -> plan.toLowerCase(Locale.ROOT))
                .toArray(String[]::new);
    }

    /** The current data of these users, in the database's order of ids. Skips unknown ids. */
    public List<CurrentRecipient> findRecipients(List<String> ids) {
        return jdbc.sql("""
                select id, account_id, email, name, time_zone, locale, plan, recipient_version
                from users
                where id = any (:ids::text[])
                order by id""")
                .param("ids", ids.toArray(String[]::new))
                .query((row, number) -> new CurrentRecipient(
                        new Recipient(
                                row.getString("id"),
                                row.getString("account_id"),
                                row.getString("email"),
                                row.getString("name"),
                                row.getString("time_zone"),
                                row.getString("locale"),
                                row.getString("plan")),
                        row.getInt("recipient_version")))
                .list();
    }

    /**
     * The users among these who must not be mailed now, with {@link SkipReason#OPTED_OUT} or {@link
     * SkipReason#SUPPRESSED}.
     */
    public Map<String, SkipReason> skipReasons(Digest digest, List<String> ids) {
        Map<String, SkipReason> reasons = new HashMap<>();
        jdbc.sql("""
                select u.id, coalesce(p.opt_in, u.opt_in_digest) as opted_in
                from users u
                left join digest_preference p on p.user_id = u.id and p.digest = :digest
                left join suppression s on s.address = lower(u.email)
                where u.id = any (:ids::text[])
                and (not coalesce(p.opt_in, u.opt_in_digest) or s.address is not null)""")
                .param("digest", digest.name())
                .param("ids", ids.toArray(String[]::new))
                .query(row -> {
                    reasons.put(
                            row.getString("id"),
                            row.getBoolean("opted_in") ? SkipReason.SUPPRESSED : SkipReason.OPTED_OUT);
                });
        return reasons;
    }
}
