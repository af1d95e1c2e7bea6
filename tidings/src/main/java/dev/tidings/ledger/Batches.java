package dev.tidings.ledger;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The table {@code batch}: new letters handed over together, in one row until their outcomes are known. {@link
 * NewLetters} adds the row. {@link DigestLog} removes it if all letters were sent; otherwise this class expands it to
 * rows of {@code delivery}.
 */
@Repository
public class Batches {
    private static final String EXPAND = """
            with removed as (
                delete from batch where %s returning *
            )
            insert into delivery (id, edition_id, chunk_number, kind, digest, user_id, period_start, period_end, transport,
                                  template_version, content, item_count, recipient_version, composed_at, next_attempt_at, attempt,
                                  handed_over_at, first_attempt_at, run_id, batch_key, batch_position)
            select l.id, e.id, b.chunk_number, 'regular', e.digest, l.user_id, e.period_start, e.period_end, e.transport,
                   e.template_version, l.content, l.item_count, l.recipient_version, b.composed_at, b.handed_over_at, 1,
                   b.handed_over_at, b.handed_over_at, b.run_id, b.key, l.position
            from removed b
            join edition e on e.id = b.edition_id
            cross join lateral unnest(b.letter_ids, b.user_ids, b.contents, b.item_counts, b.recipient_versions)
                with ordinality as l (id, user_id, content, item_count, recipient_version, position)
            """;

    private final JdbcClient jdbc;
    private final NodeRun run;

    Batches(JdbcClient jdbc, NodeRun run) {
        this.jdbc = jdbc;
        this.run = run;
    }

    /** Expands a batch to one row per letter, handed over under its key. Does nothing if it is expanded already. */
    void expandToRows(String key) {
        jdbc.sql(EXPAND.formatted("key = :key")).param("key", key).update();
    }

    /**
     * Makes the letters of a batch of this run owed again as if they had never been handed over. Letters that another
     * run has claimed meanwhile, under whatever key, and settled ones stay as they are. Runs in the caller's
     * transaction.
     *
     * @param key key of a batch of new letters that was certainly not handed over
     * @return the letters that are not owed: never stored, or settled
     */
    List<Long> withdraw(String key, Collection<Long> letterIds) {
        expandToRows(key);
        jdbc.sql("""
                        update delivery
                        set handed_over_at = null, first_attempt_at = null, attempt = 0, batch_key = null, batch_position = null
                        where id = any (:ids::bigint[]) and batch_key = :key and attempt = 1 and handed_over_at is not null
                          and run_id = :run
                        """)
                .param("ids", letterIds.toArray(Long[]::new))
                .param("key", key)
                .param("run", run.id())
                .update();
        return jdbc.sql("""
                        select id from unnest(:ids::bigint[]) as letter (id)
                        where not exists (select from delivery d where d.id = letter.id)
                        """)
                .param("ids", letterIds.toArray(Long[]::new))
                .query((row, number) -> row.getLong("id"))
                .list();
    }

    /**
     * Waits for the transaction of an intent, if the server is still committing it. It locks its chunk: {@link
     * NewLetters#begin}.
     */
    void awaitIntent(ChunkSlice slice) {
        jdbc.sql("select from chunk where edition_id = :edition and number = :chunk for no key update")
                .param("edition", slice.editionId())
                .param("chunk", slice.chunk())
                .query((row, number) -> slice)
                .list();
    }

    /** Expands the batches that a run left with any of these letters. */
    void expandToRows(UUID run, List<Long> letterIds) {
        jdbc.sql(EXPAND.formatted("run_id = :run and letter_ids && :ids::bigint[]"))
                .param("run", run)
                .param("ids", letterIds.toArray(Long[]::new))
                .update();
    }

    /** Expands the batch that a stopped worker left in a chunk, if there is one. */
    public void expandToRows(long editionId, int chunk) {
        jdbc.sql(EXPAND.formatted("edition_id = :edition and chunk_number = :chunk"))
                .param("edition", editionId)
                .param("chunk", chunk)
                .update();
    }
}
