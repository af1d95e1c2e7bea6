package dev.tidings.ledger;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Samples an edition's readers. A sample is the same each time while the edition's letters do not change, and costs the
 * same however many letters there are.
 */
@Repository
public class LetterSample {
    /** At least this many of the edition's chunks are read, evenly spread, and at most twice as many. */
    private static final int CHUNKS = 40;

    private static final int CANDIDATES_PER_LETTER = 4;

    private final JdbcClient jdbc;

    LetterSample(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** At most {@code limit} users whose letter of this edition was sent, in an order that depends on their ids alone. */
    public List<String> sentUsers(long editionId, int limit) {
        return jdbc.sql("""
                        with spread as (
                            select n.number
                            from (select number, row_number() over (order by number) as position, count(*) over () as total
                                  from chunk where edition_id = :edition) as n
                            where (n.position - 1) % greatest(1, n.total / :chunks) = 0
                        ), candidate as (
                            select u.user_id, hashtextextended(u.user_id, 0) as place
                            from spread s
                            join chunk c on c.edition_id = :edition and c.number = s.number
                            cross join lateral unnest(trim_array(c.user_ids, c.due - c.composed_count)) as u (user_id)
                            order by place, u.user_id
                            limit :candidates
                        )
                        select c.user_id
                        from candidate c
                        where exists (select from digest_log l
                                      where l.edition_id = :edition and l.status = 'sent'
                                        and l.user_id collate "C" = c.user_id collate "C")
                        order by c.place, c.user_id
                        limit :limit
                        """)
                .param("edition", editionId)
                .param("chunks", CHUNKS)
                .param("candidates", limit * CANDIDATES_PER_LETTER)
                .param("limit", limit)
                .query((row, number) -> row.getString("user_id"))
                .list();
    }
}
