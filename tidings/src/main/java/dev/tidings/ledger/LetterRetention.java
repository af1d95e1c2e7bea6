package dev.tidings.ledger;

import dev.tidings.database.Timestamps;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Deletes settled letters, or their content only. Each statement deletes a bounded batch and returns its size. */
@Repository
public class LetterRetention {
    private final JdbcClient jdbc;

    LetterRetention(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Deletes the content of an edition's letters, and their failed and further attempts. */
    public int pruneContent(long editionId, int batch) {
        return jdbc.sql("""
                        with pruned as (
                            update digest_log set content = null
                            where id in (select id from digest_log
                                         where edition_id = :edition and content is not null limit :batch)
                            returning id
                        ), deleted as (
                            delete from letter_attempt
                            where id in (select id from letter_attempt where edition_id = :edition limit :batch)
                            returning id
                        )
                        select (select count(*) from pruned) + (select count(*) from deleted)
                        """)
                .param("edition", editionId)
                .param("batch", batch)
                .query(Integer.class)
                .single();
    }

    public int prune(long editionId, int batch) {
        return jdbc.sql("""
                        delete from digest_log
                        where id in (select id from digest_log where edition_id = :edition limit :batch)
                        """).param("edition", editionId).param("batch", batch).update();
    }

    /** Deletes test letters settled before that instant. */
    public int pruneTestLetters(Instant before, int batch) {
        return jdbc.sql("""
                        delete from digest_log
                        where id in (select id from digest_log where kind = 'test' and created_at < :before limit :batch)
                        """)
                .param("before", Timestamps.toParameter(before))
                .param("batch", batch)
                .update();
    }
}
