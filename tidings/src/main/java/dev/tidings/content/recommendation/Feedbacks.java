package dev.tidings.content.recommendation;

import dev.tidings.content.recommendation.Feedback.Kind;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code feedback}: what readers did with what they were sent. */
@Repository
public class Feedbacks {
    private final JdbcClient jdbc;

    Feedbacks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What a user did, the newest first. */
    public List<Feedback> ofUser(String userId, int limit) {
        return jdbc.sql("""
                        select user_id, opportunity_id, kind, rating, at, machine, letter_id
                        from feedback
                        where user_id = :user
                        order by at desc, id desc
                        limit :limit""")
                .param("user", userId)
                .param("limit", limit)
                .query((row, number) -> new Feedback(
                        row.getString("user_id"),
                        row.getString("opportunity_id"),
                        Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                        row.getObject("rating", Integer.class),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getBoolean("machine"),
                        row.getObject("letter_id", Long.class)))
                .list();
    }

    /** Keeps it, unless it is there already or its user or opportunity is not. */
    public void add(Feedback feedback) {
        jdbc.sql("""
                        insert into feedback (user_id, opportunity_id, kind, rating, at, machine, letter_id)
                        select u.id, :opportunity, :kind, :rating::smallint, :at, :machine, :letter
                        from users u
                        where u.id = :user
                          and (:opportunity::text is null or exists (select from opportunities where id = :opportunity))
                        on conflict do nothing""")
                .param("user", feedback.userId())
                .param("opportunity", feedback.opportunityId())
                .param("kind", word(feedback.kind()))
                .param("rating", feedback.rating())
                .param("at", time(feedback.at()))
                .param("machine", feedback.machine())
                .param("letter", feedback.letterId())
                .update();
    }

    /** Says of what came back from a letter at these moments that a machine did it. */
    public void callMachines(long letterId, Collection<Instant> moments) {
        jdbc.sql("""
                        update feedback set machine = true
                        where letter_id = :letter and kind <> 'sent' and not machine and at = any (:moments::timestamptz[])""")
                .param("letter", letterId)
                .param("moments", moments.stream().map(Instant::toString).toArray(String[]::new))
                .update();
    }

    /**
     * Takes what a reader says of an item by a link in a letter: it replaces what they said of it from that letter before,
     * and saying it again changes nothing. Runs in the caller's transaction.
     *
     * @param opinion {@code RATED} or {@code DISMISSED}, with a letter and an opportunity
     */
    public void say(Feedback opinion) {
        lock(opinion.userId());
        jdbc.sql("""
                        delete from feedback
                        where letter_id = :letter and user_id = :user and opportunity_id = :opportunity
                          and kind in ('rated', 'dismissed') and (kind <> :kind or machine)""")
                .param("letter", opinion.letterId())
                .param("user", opinion.userId())
                .param("opportunity", opinion.opportunityId())
                .param("kind", word(opinion.kind()))
                .update();
        if (!said(opinion)) {
            add(opinion);
        }
    }

    /** Two visits at the same time say it once. */
    private void lock(String userId) {
        jdbc.sql("select id from users where id = :user for no key update")
                .param("user", userId)
                .query(String.class)
                .list();
    }

    private boolean said(Feedback opinion) {
        return jdbc.sql("""
                        select exists (
                            select from feedback
                            where letter_id = :letter and user_id = :user and opportunity_id = :opportunity
                              and kind = :kind)""")
                .param("letter", opinion.letterId())
                .param("user", opinion.userId())
                .param("opportunity", opinion.opportunityId())
                .param("kind", word(opinion.kind()))
                .query(Boolean.class)
                .single();
    }

    /** Forgets what a reader said of an item by the links in a letter. */
    public void takeBack(long letterId, String userId, String opportunityId) {
        jdbc.sql("""
                        delete from feedback
                        where letter_id = :letter and user_id = :user and opportunity_id = :opportunity
                          and kind in ('rated', 'dismissed')""")
                .param("letter", letterId)
                .param("user", userId)
                .param("opportunity", opportunityId)
                .update();
    }

    static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
