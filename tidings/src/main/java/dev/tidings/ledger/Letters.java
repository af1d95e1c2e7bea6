package dev.tidings.ledger;

import dev.tidings.database.Timestamps;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.ledger.LetterRow.LetterKind;
import dev.tidings.ledger.LetterRow.LetterStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Queries on letters, settled and owed. */
@Repository
public class Letters {
    private static final String WITH_LETTER = """
            with letter as (
                select id, edition_id, chunk_number, digest, period_start, period_end, kind, user_id, status,
                       coalesce(skip_reason, error_message, remark) as reason, outcome_unknown, attempt,
                       composed_at, coalesce(sent_at, created_at) as settled_at,
                       null::timestamptz as next_attempt_at, transport, provider_message_id, item_count
                from digest_log
                union all
                select id, edition_id, chunk_number, digest, period_start, period_end, kind, user_id, 'owed',
                       last_error, false, attempt,
                       composed_at, null, next_attempt_at, transport, null, null
                from owed_letter
                union all
                select null, e.id, c.number, e.digest, e.period_start, e.period_end, 'regular', u.user_id, 'owed',
                       'not composed yet', false, 0, null, null, null, e.transport, null, null
                from chunk c join edition e on e.id = c.edition_id
                cross join unnest(c.user_ids[c.composed_count + 1:]) as u (user_id)
                where c.composed_count < c.due
            )
            """;
    private static final String ALL = WITH_LETTER + "select * from letter ";

    private final JdbcClient jdbc;

    Letters(JdbcClient jdbc) {
        this.jdbc = jdbc;
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
        return jdbc.sql(ALL + """
                                where edition_id = :edition and (:status::text is null or status = :status)
                                  and (:reason::text is null or reason = :reason)
                                  and (not :unknown or outcome_unknown)
                                  and (:user::text is null or starts_with(user_id, :user))
                                  and (:after::text is null or user_id > :after)
                                order by user_id
                                limit :limit
                                """)
                .param("edition", editionId)
                .param("status", filter.status() == null ? null : columnValue(filter.status()))
                .param("reason", filter.reason())
                .param("unknown", filter.outcomeUnknown())
                .param("user", filter.userId())
                .param("after", afterUserId)
                .param("limit", limit)
                .query(Letters::row)
                .list();
    }

    /** An edition's letters by status and reason, the most frequent first. */
    public List<LetterCount> counts(long editionId, int limit) {
        return jdbc.sql(WITH_LETTER + """
                                select status, reason, count(*) as letters from letter
                                where edition_id = :edition
                                group by status, reason
                                order by letters desc, status, reason
                                limit :limit
                                """)
                .param("edition", editionId)
                .param("limit", limit)
                .query((row, number) -> new LetterCount(status(row), row.getString("reason"), row.getLong("letters")))
                .list();
    }

    /** The number of an edition's letters whose outcome is unknown. */
    public long unknownOutcomes(long editionId) {
        return jdbc.sql(
                        "select count(*) from digest_log where edition_id = :edition and status = 'error' and outcome_unknown")
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
        return jdbc.sql(ALL + """
                                where transport = 'outbox' and status = 'sent'
                                  and (:before::bigint is null
                                       or (settled_at, id) < (select sent_at, id from digest_log where id = :before))
                                order by settled_at desc, id desc
                                limit :limit
                                """)
                .param("before", beforeId)
                .param("limit", limit)
                .query(Letters::row)
                .list();
    }

    /** The newest letters of one user, owed ones first. */
    public List<LetterRow> ofUser(String userId, int limit) {
        return jdbc.sql(ALL + "where user_id = :user order by settled_at desc nulls first, id desc limit :limit")
                .param("user", userId)
                .param("limit", limit)
                .query(Letters::row)
                .list();
    }

    public Optional<LetterRow> find(long id) {
        return jdbc.sql(ALL + "where id = :id")
                .param("id", id)
                .query(Letters::row)
                .optional();
    }

    /** The data that the letter was rendered from, if it was composed and its content is still stored. */
    public Optional<FrozenLetter> content(long id) {
        return jdbc.sql("""
                        select l.id, l.digest, l.period_start, l.period_end, l.content, l.template_version
                        from digest_log l where l.id = :id and l.content is not null
                        union all
                        select o.id, o.digest, o.period_start, o.period_end, o.content, o.template_version
                        from owed_letter o where o.id = :id
                        """)
                .param("id", id)
                .query((row, number) -> new FrozenLetter(
                        row.getLong("id"),
                        row.getString("digest"),
                        period(row),
                        row.getString("template_version"),
                        row.getString("content")))
                .optional();
    }

    private static LetterRow row(ResultSet row, int number) throws SQLException {
        return new LetterRow(
                row.getObject("id", Long.class),
                row.getObject("edition_id", Long.class),
                row.getString("digest"),
                period(row),
                LetterKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("user_id"),
                status(row),
                row.getString("reason"),
                row.getBoolean("outcome_unknown"),
                row.getInt("attempt"),
                Timestamps.readNullable(row, "composed_at"),
                Timestamps.readNullable(row, "settled_at"),
                Timestamps.readNullable(row, "next_attempt_at"),
                row.getString("transport"),
                row.getString("provider_message_id"),
                row.getObject("item_count", Integer.class));
    }

    private static LetterStatus status(ResultSet row) throws SQLException {
        return LetterStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT));
    }

    private static String columnValue(LetterStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static DigestPeriod period(ResultSet row) throws SQLException {
        return new DigestPeriod(
                row.getObject("period_start", LocalDate.class), row.getObject("period_end", LocalDate.class));
    }
}
