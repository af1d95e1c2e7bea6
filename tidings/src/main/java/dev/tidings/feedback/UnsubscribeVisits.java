package dev.tidings.feedback;

import dev.tidings.audience.UnsubscribeTokens.LinkBearer;
import dev.tidings.database.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Repository of table {@code unsubscribe_visit}. */
@Repository
public class UnsubscribeVisits {
    /** A machine fetches the links of a letter within this time. */
    private static final Duration BURST = Duration.ofSeconds(10);

    private static final int OTHER_LINKS = 2;

    private final JdbcClient jdbc;

    UnsubscribeVisits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Adds a visit; none of an unknown user.
     *
     * @param origin the hash from {@link OriginHasher}; null: unknown, or confirmed by the page's button
     * @param optedOut whether the visit changed the subscription
     */
    void add(LinkBearer bearer, Instant at, byte @Nullable [] origin, boolean optedOut) {
        jdbc.sql("""
                        insert into unsubscribe_visit (user_id, digest, visited_at, address_hash, opted_out)
                        select u.id, :digest, :at, :origin, :opted_out from users u where u.id = :user""")
                .param("user", bearer.userId())
                .param("digest", bearer.digest())
                .param("at", Timestamps.toParameter(at))
                .param("origin", origin)
                .param("opted_out", optedOut)
                .update();
    }

    /** Whether the origin fetched two links of one letter of the user just before. */
    boolean followsEveryLink(String userId, byte[] origin, Instant at) {
        return jdbc.sql("""
                        select exists (
                            select from letter_event
                            where user_id = :user and kind = 'clicked' and address_hash = :origin and occurred_at >= :from
                            group by letter_id
                            having count(distinct (link_kind, opportunity_id)) >= :links)""")
                .param("user", userId)
                .param("origin", origin)
                .param("from", Timestamps.toParameter(at.minus(BURST)))
                .param("links", OTHER_LINKS)
                .query(Boolean.class)
                .single();
    }

    /**
     * The digests that the origin just opted the user out of, while it fetched two other links of one letter. Neither the
     * page's button nor a visit from another origin has confirmed them since.
     */
    List<String> optOutsByFollowingEveryLink(String userId, byte[] origin, Instant at) {
        return jdbc.sql("""
                        select distinct v.digest
                        from unsubscribe_visit v
                        where v.user_id = :user and v.opted_out and v.address_hash = :origin and v.visited_at >= :from
                          and not exists (
                              select from unsubscribe_visit o
                              where o.user_id = v.user_id and o.digest = v.digest and o.id > v.id
                                and o.address_hash is distinct from v.address_hash)
                          and exists (
                              select from letter_event e
                              where e.user_id = v.user_id and e.kind = 'clicked' and e.address_hash = v.address_hash
                                and e.occurred_at between v.visited_at - make_interval(secs => :burst)
                                                      and v.visited_at + make_interval(secs => :burst)
                              group by e.letter_id
                              having count(distinct (e.link_kind, e.opportunity_id)) >= :links)""")
                .param("user", userId)
                .param("origin", origin)
                .param("from", Timestamps.toParameter(at.minus(BURST)))
                .param("burst", BURST.toSeconds())
                .param("links", OTHER_LINKS)
                .query((row, number) -> row.getString("digest"))
                .list();
    }

    /** Deletes at most {@code batch} visits before that instant. Returns how many it deleted. */
    public int prune(Instant before, int batch) {
        return jdbc.sql("""
                        delete from unsubscribe_visit
                        where id in (select id from unsubscribe_visit where visited_at < :before limit :batch)
                        """)
                .param("before", Timestamps.toParameter(before))
                .param("batch", batch)
                .update();
    }
}
