package dev.tidings.ledger;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The table {@code batch}: new letters that were handed over together, in one row until it is learned how they end. Written by
 * whoever composes them, and taken off by the ledger where all were sent; else laid out here.
 */
@Repository
public class Batches {
    private final JdbcClient jdbc;

    Batches(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Makes the letters of a batch single ones, handed over under its key. Nothing is done where they are that already. */
    void expandToRows(String key) {
        expandToRows("key = ?", key);
    }

    /** Makes single letters of the batch of a chunk whose worker fell silent, if it has one. */
    public void expandToRows(long editionId, int chunk) {
        expandToRows("edition_id = ? and chunk_number = ?", editionId, chunk);
    }

    private void expandToRows(String which, Object... values) {
        jdbc.sql("""
                        with whole as (
                            delete from batch where %s returning *
                        )
                        insert into delivery (id, edition_id, chunk_number, kind, digest, user_id, period_start,
                            period_end, transport, template_version, content, item_count, composed_at, next_attempt_at,
                            attempt, handed_over_at, first_attempt_at, batch_key, batch_position)
                        select l.id, e.id, b.chunk_number, 'regular', e.digest, l.user_id, e.period_start, e.period_end,
                            e.transport, e.template_version, l.content, l.item_count, b.composed_at, b.handed_over_at, 1,
                            b.handed_over_at, b.handed_over_at, b.key, l.position
                        from whole b
                        join edition e on e.id = b.edition_id
                        cross join lateral unnest(b.letter_ids, b.user_ids, b.contents, b.item_counts) with ordinality
                            as l (id, user_id, content, item_count, position)
                        """.formatted(which)).params(values).update();
    }
}
