package dev.tidings.audience;

import dev.tidings.core.SkipReason;
import dev.tidings.digest.Digest;
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
    public List<String> dueAfter(Digest digest, @Nullable String afterUserId, int limit) {
        return jdbc.sql("""
                select u.id
                from users u
                left join digest_preference p on p.user_id = u.id and p.digest = :digest
                where u.id > :after
                and coalesce(p.opt_in, u.opt_in_digest)
                and (:everyPlan or lower(u.plan) = any (:plans::text[]))
                order by u.id
                limit :limit""")
                .param("digest", digest.name())
                .param("after", afterUserId == null ? "" : afterUserId)
                .param("everyPlan", digest.audience().plans().isEmpty())
                .param("plans", plans(digest))
                .param("limit", limit)
                .query((row, number) -> row.getString("id"))
                .list();
    }

    /** How many {@link #dueAfter} would list, all pages together. */
    public long count(Digest digest) {
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
    public List<Recipient> recipients(List<String> ids) {
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
    public Map<String, SkipReason> notDue(Digest digest, List<String> ids) {
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
