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

/** Who is due, and who is no longer. */
@Repository
public class Audience {
    /** A page of one zone's users who have not moved lately; {@code %s} says which zone. */
    private static final String UNMOVED_IN_ZONE = """
            select u.id
            from users u
            left join digest_preference p on p.user_id = u.id and p.digest = :digest
            where %s
            and u.id > :after
            and coalesce(p.opt_in, u.opt_in_digest)
            and (:everyPlan or lower(u.plan) = any (:plans::text[]))
            and not exists (select from time_zone_change m where m.user_id = u.id)
            order by u.id
            limit :limit""";

    /** Someone whose zone has changed. */
    public record ZoneMove(String userId, @Nullable String timeZone) {}

    private final JdbcClient jdbc;

    public Audience(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A page of those who said yes to the digest and have a plan that it is for.
     *
     * @param afterUserId the last id of the page before, or null for the first page
     * @return ids in the database's order, {@code limit} at most; an empty page is the end
     */
    public List<String> listDue(Digest digest, @Nullable String afterUserId, int limit) {
        return page("""
                select u.id
                from users u
                left join digest_preference p on p.user_id = u.id and p.digest = :digest
                where u.id > :after
                and coalesce(p.opt_in, u.opt_in_digest)
                and (:everyPlan or lower(u.plan) = any (:plans::text[]))
                order by u.id
                limit :limit""", digest, afterUserId, limit)
                .query((row, number) -> row.getString("id"))
                .list();
    }

    /**
     * A page of those who are due as by {@link #listDue} and whose zone is this, as it was since no edition was being planned.
     *
     * @param zone a name of the tz database
     */
    public List<String> listDueInZone(Digest digest, String zone, @Nullable String afterUserId, int limit) {
        return page(UNMOVED_IN_ZONE.formatted("u.time_zone = :zone"), digest, afterUserId, limit)
                .param("zone", zone)
                .query((row, number) -> row.getString("id"))
                .list();
    }

    /** As {@link #listDueInZone}, of those who have no zone, or one that is not among these. */
    public List<String> listDueOutsideZones(
            Digest digest, Collection<String> zones, @Nullable String afterUserId, int limit) {
        String elsewhere = "(u.time_zone is null or not u.time_zone = any (:zones::text[]))";
        return page(UNMOVED_IN_ZONE.formatted(elsewhere), digest, afterUserId, limit)
                .param("zones", zones.toArray(String[]::new))
                .query((row, number) -> row.getString("id"))
                .list();
    }

    /** A page of those who are due as by {@link #listDue} and whose zone has changed lately, with the zone of each. */
    public List<ZoneMove> listMoved(Digest digest, @Nullable String afterUserId, int limit) {
        return page("""
                select u.id, u.time_zone
                from time_zone_change m
                join users u on u.id = m.user_id
                left join digest_preference p on p.user_id = u.id and p.digest = :digest
                where m.user_id > :after
                and coalesce(p.opt_in, u.opt_in_digest)
                and (:everyPlan or lower(u.plan) = any (:plans::text[]))
                order by m.user_id
                limit :limit""", digest, afterUserId, limit)
                .query((row, number) -> new ZoneMove(row.getString("id"), row.getString("time_zone")))
                .list();
    }

    /** Those of the zones that somebody has, in their order. */
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

    /** Takes every user for one whose zone has not changed; a change that is just being made is still noted. */
    public void clearZoneMoves() {
        jdbc.sql("""
                        delete from time_zone_change
                        where user_id in (select user_id from time_zone_change for update skip locked)""").update();
    }

    private JdbcClient.StatementSpec page(String sql, Digest digest, @Nullable String afterUserId, int limit) {
        return jdbc.sql(sql)
                .param("digest", digest.name())
                .param("after", afterUserId == null ? "" : afterUserId)
                .param("everyPlan", digest.audience().plans().isEmpty())
                .param("plans", plans(digest))
                .param("limit", limit);
    }

    /** How many {@link #listDue} would list, all pages together. */
    public long countDue(Digest digest) {
        return jdbc.sql("""
                select count(*)
                from users u
                left join digest_preference p on p.user_id = u.id and p.digest = :digest
                where coalesce(p.opt_in, u.opt_in_digest)
                and (:everyPlan or lower(u.plan) = any (:plans::text[]))""")
                .param("digest", digest.name())
                .param("everyPlan", digest.audience().plans().isEmpty())
                .param("plans", plans(digest))
                .query(Long.class)
                .single();
    }

    private static String[] plans(Digest digest) {
        return digest.audience().plans().stream()
                .map(plan -> plan.toLowerCase(Locale.ROOT))
                .toArray(String[]::new);
    }

    /** Those users as they are now, in the database's order of ids; ids without a user are left out. */
    public List<Recipient> findRecipients(List<String> ids) {
        return jdbc.sql("""
                select id, account_id, email, name, time_zone, locale, plan
                from users
                where id = any (:ids::text[])
                order by id""")
                .param("ids", ids.toArray(String[]::new))
                .query((row, number) -> new Recipient(
                        row.getString("id"),
                        row.getString("account_id"),
                        row.getString("email"),
                        row.getString("name"),
                        row.getString("time_zone"),
                        row.getString("locale"),
                        row.getString("plan")))
                .list();
    }

    /**
     * Those of the users who are not to be mailed at this moment, and why: {@link SkipReason#OPTED_OUT} or
     * {@link SkipReason#SUPPRESSED}.
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
