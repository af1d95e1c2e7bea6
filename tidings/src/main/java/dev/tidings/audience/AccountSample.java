package dev.tidings.audience;

import dev.tidings.digest.Digest;
import dev.tidings.digest.Wave;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Samples the accounts of the users that a digest is due for. A sample is the same each time while the users do not
 * change, and costs the same however many there are: of a large table, the same pages are read.
 */
@Repository
public class AccountSample {
    /** Pages of the table of users that are read; each has 40 users or so. */
    private static final int PAGES = 1_000;

    private final JdbcClient jdbc;

    AccountSample(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** At most {@code limit} accounts. */
    public List<String> of(Digest digest, int limit) {
        return accounts(digest, false, List.of(), Set.of(), limit);
    }

    /**
     * At most {@code limit} accounts of users in these zones.
     *
     * @param zones tz database names; {@link Wave#NO_ZONE} for users whose zone is null or not known
     * @param known all known zones; used if the zones contain {@link Wave#NO_ZONE}
     */
    public List<String> ofZones(Digest digest, Collection<String> zones, Set<String> known, int limit) {
        return accounts(digest, true, zones, known, limit);
    }

    private List<String> accounts(
            Digest digest, boolean byZone, Collection<String> zones, Set<String> known, int limit) {
        return jdbc.sql("""
                        select u.account_id
                        from users u tablesample system (least(100, 100.0 * :pages / greatest(1,
                             (select pg_relation_size('users') / current_setting('block_size')::bigint)))) repeatable (1)
                        left join digest_preference p on p.user_id = u.id and p.digest = :digest
                        where coalesce(p.opt_in, u.opt_in_digest)
                        and (:everyPlan or lower(u.plan) = any (:plans::text[]))
                        and (not :byZone or u.time_zone = any (:zones::text[])
                             or :withoutZone and (u.time_zone is null or u.time_zone <> all (:known::text[])))
                        group by u.account_id
                        order by hashtextextended(u.account_id, 0), u.account_id
                        limit :limit""")
                .param("pages", PAGES)
                .param("digest", digest.name())
                .param("everyPlan", digest.audience().plans().isEmpty())
                .param(
                        "plans",
                        digest.audience().plans().stream()
                                .map(plan -> plan.toLowerCase(Locale.ROOT))
                                .toArray(String[]::new))
                .param("byZone", byZone)
                .param("zones", zones.toArray(String[]::new))
                .param("withoutZone", zones.contains(Wave.NO_ZONE))
                .param("known", known.toArray(String[]::new))
                .param("limit", limit)
                .query((row, number) -> row.getString("account_id"))
                .list();
    }
}
