package dev.tidings.ledger;

import dev.tidings.ledger.LetterRow.LetterStatus;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Queries on letters, settled and owed. */
@Repository
public class Letters {
    private static final String SETTLED = "select " + LetterRowMapper.SETTLED + " from digest_log l ";
    private static final String OWED = "select " + LetterRowMapper.OWED + " from delivery l ";
    private static final String IN_BATCH = "select " + LetterRowMapper.IN_BATCH + """
             from batch b
            join edition e on e.id = b.edition_id
            cross join lateral unnest(b.letter_ids, b.user_ids) as l (id, user_id)
            """;
    private static final String PLANNED = "select " + LetterRowMapper.PLANNED + """
             from edition e
            join chunk c on c.edition_id = e.id and c.first_user_id <= :user and c.last_user_id >= :user
            cross join lateral unnest(c.user_ids[c.composed_count + 1:]) as l (user_id)
            where e.status <> 'closed' and c.composed_count < c.due and l.user_id = :user
            """;

    private final JdbcClient jdbc;
    private final EditionLetters editionLetters;
    private final LetterReasons reasons;

    Letters(JdbcClient jdbc, EditionLetters editionLetters, LetterReasons reasons) {
        this.jdbc = jdbc;
        this.editionLetters = editionLetters;
        this.reasons = reasons;
    }

    /**
     * An edition's letters by user id.
     *
     * @param status only these, or null for all
     * @param afterUserId only users after this one, or null to begin with the first
     */
    public List<LetterRow> ofEdition(
            long editionId, @Nullable LetterStatus status, @Nullable String afterUserId, int limit) {
        return ofEdition(editionId, new LetterFilter(status, null, false, null), afterUserId, limit);
    }

    /**
     * An edition's letters by user id.
     *
     * @param afterUserId only users after this one, or null to begin with the first
     */
    public List<LetterRow> ofEdition(long editionId, LetterFilter filter, @Nullable String afterUserId, int limit) {
        return editionLetters.page(editionId, filter, afterUserId, limit);
    }

    /** An edition's parked letters, by user id. */
    public List<LetterRow> parked(long editionId, int limit) {
        return jdbc.sql(OWED + """
                        where l.edition_id = :edition and l.next_attempt_at is null
                        order by l.user_id collate "C"
                        limit :limit
                        """)
                .param("edition", editionId)
                .param("limit", limit)
                .query(LetterRowMapper::row)
                .list();
    }

    /** The reasons of an edition's letters, by status, the most frequent first. */
    public List<LetterCount> reasons(long editionId, int limit) {
        return reasons.counts(editionId, limit);
    }

    /** The number of an edition's letters whose outcome is unknown. */
    public long unknownOutcomes(long editionId) {
        return jdbc.sql("select count(*) from digest_log where edition_id = :edition and outcome_unknown")
                .param("edition", editionId)
                .query(Long.class)
                .single();
    }

    /**
     * Letters stored in the outbox, the newest first.
     *
     * @param beforeId only letters stored before this one, or null to begin with the newest
     */
    public List<LetterRow> inOutbox(@Nullable Long beforeId, int limit) {
        return jdbc.sql(SETTLED + "where l.transport = 'outbox' and l.status = 'sent' "
                        + (beforeId == null
                                ? ""
                                : "and (l.sent_at, l.id) < (select b.sent_at, b.id from digest_log b where b.id = :before) ")
                        + "order by l.sent_at desc, l.id desc limit :limit")
                .param("before", beforeId)
                .param("limit", limit)
                .query(LetterRowMapper::row)
                .list();
    }

    /** The newest letters of one user, owed ones first. */
    public List<LetterRow> ofUser(String userId, int limit) {
        return jdbc.sql("select * from ("
                        + SETTLED + "where l.user_id = :user union all "
                        + OWED + "where l.user_id = :user union all "
                        + IN_BATCH + "where l.user_id = :user union all "
                        + PLANNED + ") as l order by settled_at desc nulls first, id desc limit :limit")
                .param("user", userId)
                .param("limit", limit)
                .query(LetterRowMapper::row)
                .list();
    }

    public Optional<LetterRow> find(long id) {
        return jdbc.sql(SETTLED + "where l.id = :id union all " + OWED + "where l.id = :id union all " + IN_BATCH
                        + "where l.id = :id")
                .param("id", id)
                .query(LetterRowMapper::row)
                .optional();
    }

    /** The data that the letter was rendered from, if it was composed and its content is still stored. */
    public Optional<FrozenLetter> content(long id) {
        return jdbc.sql("""
                        select l.id, l.digest, l.period_start, l.period_end, l.content, l.template_version
                        from digest_log l where l.id = :id and l.content is not null
                        union all
                        select o.id, o.digest, o.period_start, o.period_end, o.content, o.template_version
                        from owed_letter o where o.id = :id and o.content is not null
                        """)
                .param("id", id)
                .query((row, number) -> new FrozenLetter(
                        row.getLong("id"),
                        row.getString("digest"),
                        LetterRowMapper.date(row, "period_start"),
                        LetterRowMapper.date(row, "period_end"),
                        row.getString("template_version"),
                        row.getString("content")))
                .optional();
    }
}
