package dev.tidings.edition;

import dev.tidings.database.Timestamps;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Finds closed editions whose letters or content are due for pruning. An edition's own row is never deleted: this
 * ensures that a closed edition is never planned, composed or sent again.
 */
@Repository
public class EditionRetention {
    private final JdbcClient jdbc;

    EditionRetention(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Ids of editions closed before that instant whose letters still have their content. */
    public List<Long> withContent(Instant before) {
        return jdbc.sql("""
                        select id from edition
                        where status = 'closed' and closed_at < :before and content_pruned_at is null
                        order by id
                        """)
                .param("before", Timestamps.toParameter(before))
                .query((row, number) -> row.getLong("id"))
                .list();
    }

    public void markContentPruned(long editionId, Instant now) {
        jdbc.sql("update edition set content_pruned_at = :now where id = :edition and status = 'closed'")
                .param("edition", editionId)
                .param("now", Timestamps.toParameter(now))
                .update();
    }

    /** Ids of editions closed before that instant whose letters are still there. */
    public List<Long> withLetters(Instant before) {
        return jdbc.sql("""
                        select id from edition
                        where status = 'closed' and closed_at < :before and letters_pruned_at is null
                        order by id
                        """)
                .param("before", Timestamps.toParameter(before))
                .query((row, number) -> row.getLong("id"))
                .list();
    }

    public void markLettersPruned(long editionId, Instant now) {
        jdbc.sql("update edition set letters_pruned_at = :now where id = :edition and status = 'closed'")
                .param("edition", editionId)
                .param("now", Timestamps.toParameter(now))
                .update();
    }
}
